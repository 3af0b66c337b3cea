import Foundation

/// What `smartctl --json` prints for devices whose end is near.
enum DeviceReports {
    /// An NVMe device that does its work, and has used up nearly all its rated life.
    static let worn = Data(
        #"""
        {
          "smartctl": {"version": [7, 3], "exit_status": 0},
          "device": {"type": "nvme", "protocol": "NVMe"},
          "smart_support": {"available": true, "enabled": true},
          "smart_status": {"passed": true, "nvme": {"value": 0}},
          "nvme_smart_health_information_log": {
            "critical_warning": 0, "temperature": 41, "available_spare": 100, "available_spare_threshold": 10,
            "percentage_used": 97, "media_errors": 0, "power_on_hours": 41200
          }
        }
        """#.utf8)

    /// A hard disk that does its work, predicts its own failure and has sectors that it cannot read.
    static let failing = Data(
        #"""
        {
          "smartctl": {"version": [7, 3], "exit_status": 8},
          "device": {"type": "sat", "protocol": "ATA"},
          "smart_support": {"available": true, "enabled": true},
          "smart_status": {"passed": false},
          "ata_smart_attributes": {
            "revision": 16,
            "table": [
              {
                "id": 197, "name": "Current_Pending_Sector", "value": 98, "worst": 98, "thresh": 0, "when_failed": "",
                "flags": {"value": 18, "prefailure": false}, "raw": {"value": 16, "string": "16"}
              }
            ]
          }
        }
        """#.utf8)
}
