import HostCommand

/// The `cliOutput` document in which the gluster command answers.
enum Answer {
    /// The document's root, when it reports success.
    ///
    /// Failures come as XML with `opRet` other than 0, whatever the exit status, or as plain text with a non-zero status.
    static func read(_ output: CommandOutput, request: String) throws(GlusterError) -> XMLElement {
        let root: XMLElement
        do {
            root = try XMLElement(parsing: output.standardOutput)
        } catch {
            throw plainText(output, request: request, problem: error)
        }
        guard root.name == "cliOutput", let result = root["opRet"]?.text else {
            throw GlusterError(request: request, message: "the answer is no cliOutput with an opRet")
        }
        if result == "0" && output.status == 0 { return root }
        let message = [root["opErrstr"]?.text, root["output"]?.text].compactMap(\.self).first { !$0.isEmpty }
        throw GlusterError(
            request: request, result: Int(result), number: root["opErrno"].flatMap { Int($0.text) },
            message: message ?? "failed without a word")
    }

    private static func plainText(_ output: CommandOutput, request: String, problem: XMLProblem) -> GlusterError {
        let words = [output.standardError, output.status == 0 ? "" : output.standardOutput]
            .flatMap { $0.split(whereSeparator: \.isNewline) }.map(String.init)
        guard output.status != 0, let first = words.first else {
            return GlusterError(request: request, message: "the answer cannot be read: \(problem.reason)")
        }
        return GlusterError(request: request, message: first)
    }
}
