// Normalisation is the one thing of this layer that the standard library does not offer publicly;
// Foundation, which comes with the toolchain, does. Nothing else of Foundation is used here.
import Foundation

extension Text {
    /// Normalises text (NFC) where it enters: from a person, or from a set's elements.
    ///
    /// The result is canonically equivalent to `string` and does not change when it is normalised again.
    ///
    /// - Parameter string: Any text.
    public init(normalising string: String) {
        self.init(Self.isPlain(string) ? string : Self.composed(string))
    }

    /// Whether normalising would leave every byte as it is.
    public var isNormalised: Bool {
        Self.isPlain(string) || Self.composed(string).utf8.elementsEqual(string.utf8)
    }

    /// Whether every scalar is below U+0300: such text is its own NFC.
    private static func isPlain(_ string: String) -> Bool {
        var string = string
        return string.withUTF8 { $0.allSatisfy { $0 < 0xCC } }
    }

    /// NFC, with two faults of Foundation mended (found by comparing it with Python's `unicodedata`).
    ///
    /// Toolchain 6.3 decomposes the Tibetan vowels U+0F73, U+0F75 and U+0F81 without ordering the marks
    /// before them, which a second pass does, and leaves the last final consonant of Hangul, U+11C2,
    /// beside its syllable.
    private static func composed(_ string: String) -> String {
        let once = string.precomposedStringWithCanonicalMapping
        let twice = once.precomposedStringWithCanonicalMapping
        guard twice.unicodeScalars.contains(lastFinal) else { return twice }
        var scalars = String.UnicodeScalarView()
        for scalar in twice.unicodeScalars {
            if scalar == lastFinal, let syllable = scalars.last, isOpenSyllable(syllable),
                let closed = Unicode.Scalar(syllable.value + 27)
            {
                scalars.removeLast()
                scalars.append(closed)
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    private static let lastFinal: Unicode.Scalar = "\u{11C2}"

    /// Whether a scalar is a Hangul syllable without a final consonant (Unicode, chapter 3.12).
    private static func isOpenSyllable(_ scalar: Unicode.Scalar) -> Bool {
        (0xAC00...0xD7A3).contains(scalar.value) && (scalar.value - 0xAC00) % 28 == 0
    }
}
