/// The built-in schema, compiled in.
enum HaarlemSchema {
    /// `Fixtures/schema/haarlem.yaml`, byte for byte; `Fixtures/schema/embed.py` writes this file.
    static let text = #"""
        schema: haarlem
        version: 1
        kinds:
          case:
            fields:
              person.familyName: { type: text, policy: queue }

        """#
}
