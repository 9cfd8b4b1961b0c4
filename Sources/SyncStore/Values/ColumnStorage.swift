// The stored form of field values, in the columns of kind tables, in `unknown_fields` and in row blocks:
// text (also codes, dates, instants, references), integer, boolean as 0/1, a set as its JSON text, null.
internal import GRDBSQLite
internal import SyncModel

/// How a field's values are stored in its column.
enum ColumnStorage: Hashable {
    case text
    case integer
    case boolean
    case set

    /// The storage of a field type.
    init(_ type: FieldType) {
        switch type {
        case .text, .date, .instant, .code, .reference: self = .text
        case .integer: self = .integer
        case .boolean: self = .boolean
        case .set: self = .set
        }
    }

    /// The column's type in a STRICT table.
    var sqlType: String {
        switch self {
        case .text, .set: "TEXT"
        case .integer, .boolean: "INTEGER"
        }
    }

    /// Whether `value` can be stored so; differences and groups never can.
    func holds(_ value: Value) -> Bool {
        switch (self, value) {
        case (_, .null), (.text, .text), (.integer, .integer), (.boolean, .boolean), (.set, .set):
            true
        default: false
        }
    }
}

extension Prepared {
    /// Binds a field's value in stored form.
    ///
    /// - Throws: ``StoreError`` `invalid` for a difference or a group, which are no field's value.
    @discardableResult
    func bind(_ index: Int32, stored value: Value) throws -> Self {
        switch value {
        case .null: bindNull(index)
        case .text(let text): bind(index, text: text.string)
        case .integer(let integer): bind(index, integer)
        case .boolean(let flag): bind(index, Int64(flag ? 1 : 0))
        case .set(let elements): bind(index, text: SetText.encode(elements))
        case .difference, .group:
            throw StoreError(.invalid, "a difference or group is not the value of a column")
        }
        return self
    }

    /// Reads a field's value in stored form.
    ///
    /// - Throws: ``StoreError`` `corrupt` when the column does not hold such a value.
    func stored(_ column: Int32, as storage: ColumnStorage) throws -> Value {
        let type = sqlite3_column_type(handle, column)
        if type == SQLITE_NULL { return .null }
        switch storage {
        case .text: return .text(Text(text(column)))
        case .integer: return .integer(integer(column))
        case .boolean: return .boolean(integer(column) != 0)
        case .set:
            guard let elements = SetText.decode(text(column)) else {
                throw StoreError(.corrupt, "a set column does not hold a JSON array of texts")
            }
            return .set(elements)
        }
    }

    /// Reads a value in stored form whose type is not known: text, integer or null.
    func untyped(_ column: Int32) -> Value {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(integer(column))
        default: .text(Text(text(column)))
        }
    }

    /// Binds any value so that it can be read back without its type (log, candidates): text and integers as
    /// themselves, other values as one packed cell.
    @discardableResult
    func bind(_ index: Int32, any value: Value) -> Self {
        switch value {
        case .null: bindNull(index)
        case .text(let text): bind(index, text: text.string)
        case .integer(let integer): bind(index, integer)
        case .boolean, .set, .difference, .group:
            bind(index, blob: packedCell(value))
        }
        return self
    }

    /// Reads what `bind(_:any:)` stored.
    ///
    /// - Throws: ``StoreError`` `corrupt` when a blob is not one packed cell.
    func any(_ column: Int32) throws -> Value {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(integer(column))
        case SQLITE_TEXT: return .text(Text(text(column)))
        default: return try unpackedCell(blob(column))
        }
    }
}

/// One value as one packed cell.
func packedCell(_ value: Value) -> [UInt8] {
    var packed = PackedValues()
    packed.append(value)
    return packed.bytes
}

/// Reads ``packedCell(_:)``.
func unpackedCell(_ bytes: [UInt8]) throws -> Value {
    var reader = PackedReader(PackedValues(bytes: bytes, count: 1))
    do throws(PackedError) {
        return try reader.nextValue()
    } catch {
        throw StoreError(.corrupt, "a packed value cannot be read")
    }
}
