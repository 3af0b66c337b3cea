/// What LVM's reporting commands print with `--reportformat json` (lvmreport(7)): one section for each kind of row.
struct LVMReport: Decodable {
    struct Section: Decodable {
        var groups: [Row]?
        var volumes: [Row]?

        enum CodingKeys: String, CodingKey {
            case groups = "vg"
            case volumes = "lv"
        }
    }

    struct Row: Decodable {
        /// Of a logical volume, as asked for with `--units`.
        var size: String?

        enum CodingKeys: String, CodingKey { case size = "lv_size" }
    }

    var report: [Section]

    var groups: [Row] { report.flatMap { $0.groups ?? [] } }
    var volumes: [Row] { report.flatMap { $0.volumes ?? [] } }
}
