import Glibc

/// Kills the processes that were started with an argument, and waits until they are gone.
func endProcesses(withArgument argument: String) async throws {
    for id in try ProcessTable.current().processes(withArgument: argument) { kill(id, SIGKILL) }
    try await wait(until: "The end of the processes of \(argument)", limit: .seconds(10)) {
        try ProcessTable.current().processes(withArgument: argument).isEmpty
    }
}
