extension StrategyProfile {
  /// What is known of a type that merges by itself; nil: there is none of this name.
  ///
  /// All of them are joins, and keep every law.
  package static func type(_ name: String) -> StrategyProfile? {
    types.first { $0.name.hasSameBytes(as: name) }.map {
      StrategyProfile(.all, loses: $0.loses, hazards: [], source: $0.source)
    }
  }

  /// What of concurrent operations nobody sees in the end, and where the type is from.
  private static let types: [(name: String, loses: String, source: String)] = [
    ("2p-set", "every add of what was ever removed", "Shapiro et al. 2011, specification 12"),
    ("dw-flag", "enables beside a disable", "antidote_crdt_flag_dw"),
    ("ew-flag", "disables beside an enable", "antidote_crdt_flag_ew; riak_dt_od_flag"),
    ("g-counter", "nothing", "Shapiro et al. 2011, specification 6"),
    ("g-set", "nothing", "Shapiro et al. 2011, specification 11"),
    ("list", "nothing", "Roh et al. 2011; Redis Active-Active lists"),
    ("lww-register", "all but the newest stamp", "Shapiro et al. 2011, specification 8"),
    ("mv-register", "nothing", "Shapiro et al. 2011, specification 10"),
    ("or-map", "removals beside an update", "riak_dt_map; antidote_crdt_map_rr; akka ORMap"),
    ("or-set", "removals beside an add", "Bieniusa et al. 2012; riak_dt_orswot"),
    ("ot-text", "nothing", "Ellis, Gibbs 1989"),
    ("pn-counter", "nothing", "Shapiro et al. 2011, specification 7"),
    ("rw-set", "adds beside a removal", "antidote_crdt_set_rw"),
    ("text", "nothing", "Roh et al. 2011; Kleppmann et al. 2019"),
  ]
}
