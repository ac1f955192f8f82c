// Placeholder until the real table is merged.
package struct ValueTable: Sendable { package init() {} }
