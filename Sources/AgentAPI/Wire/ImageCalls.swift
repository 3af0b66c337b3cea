package struct MakeImageCall: AgentCall {
    package typealias Answer = Done
    package static let path = "images/make"
    package static let timeLimit = Duration.medium
    package var request: ImageRequest

    package init(request: ImageRequest) {
        self.request = request
    }
}

package struct WriteImageUpload: AgentUpload {
    package static let path = "images/content"
    package var request: ImageRequest

    package init(request: ImageRequest) {
        self.request = request
    }
}

package struct DeleteImageCall: AgentCall {
    package typealias Answer = Done
    package static let path = "images/delete"
    package static let timeLimit = Duration.medium
    package var reference: ImageReference

    package init(reference: ImageReference) {
        self.reference = reference
    }
}
