// Normalisation is the one thing of this layer that the standard library does not offer publicly; Foundation,
// which comes with the toolchain, does. Nothing else of Foundation is used here.
import Foundation

extension Text {
    /// Normalises text (NFC) where it enters: from a person, or from a set's elements.
    ///
    /// The result is canonically equivalent to `string` and does not change when it is normalised again.
    ///
    /// - Parameter string: Any text.
    public init(normalising string: String) {
        self.init(Self.isPlain(string) ? string : string.precomposedStringWithCanonicalMapping)
    }

    /// Whether normalising would leave every byte as it is.
    public var isNormalised: Bool {
        Self.isPlain(string)
            || string.precomposedStringWithCanonicalMapping.utf8.elementsEqual(string.utf8)
    }

    /// Whether every scalar is below U+0300: such text is its own NFC.
    private static func isPlain(_ string: String) -> Bool {
        string.utf8.allSatisfy { $0 < 0xCC }
    }
}
