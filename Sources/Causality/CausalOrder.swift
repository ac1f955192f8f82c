/// How two pasts stand to each other.
package enum CausalOrder: Sendable {
  case equal, before, after, concurrent
}
