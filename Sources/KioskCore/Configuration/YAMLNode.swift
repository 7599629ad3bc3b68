internal import CYAML

/// A YAML file as a tree whose every node knows its line. Aliases, tags and several documents in one file are refused:
/// nothing that is authored here needs them, and they let a small file ask for much memory.
public indirect enum YAMLNode: Sendable {
  /// Plain or quoted text.
  case scalar(String, line: Int)
  /// A list.
  case sequence([YAMLNode], line: Int)
  /// Keys and values, in the order of the file.
  case mapping([(key: String, keyLine: Int, value: YAMLNode)], line: Int)

  /// Longest file in bytes; the largest programme is a tenth of it.
  public static let maximumBytes = 1 << 20
  /// Deepest nesting.
  public static let maximumDepth = 16

  /// The line that the node begins on, counted from 1.
  public var line: Int {
    switch self {
    case .scalar(_, let line), .sequence(_, let line), .mapping(_, let line): line
    }
  }

  /// Reads a file's bytes.
  /// - Parameter name: what errors call the file.
  /// - Throws: `KioskError.invalid` with file and line.
  public static func parse(_ bytes: [UInt8], name: String) throws(KioskError) -> YAMLNode {
    guard bytes.count <= maximumBytes else {
      throw KioskError(.invalid, "\(name) is longer than \(maximumBytes) bytes")
    }
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw KioskError(.internal, "no memory for a YAML parser") }
    defer { yaml_parser_delete(&parser) }
    let result: Result<YAMLNode, KioskError> = bytes.withUnsafeBufferPointer { buffer in
      withUnsafeMutablePointer(to: &parser) { parser in
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
        return Result { () throws(KioskError) in
          var builder = YAMLBuilder(parser: parser, name: name, bytes: buffer)
          return try builder.document()
        }
      }
    }
    return try result.get()
  }
}

/// Turns libyaml's events into nodes.
private struct YAMLBuilder {
  let parser: UnsafeMutablePointer<yaml_parser_t>
  let name: String
  let bytes: UnsafeBufferPointer<UInt8>

  private enum Event {
    case scalar(String)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd, documentStart, documentEnd, streamEnd, other
  }

  func error(_ message: String, line: Int, _ nextStep: String = "") -> KioskError {
    KioskError(.invalid, "\(name):\(line): \(message)", nextStep: nextStep)
  }

  private func next() throws(KioskError) -> (event: Event, line: Int) {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else {
      // Bytes that are no text have an offset, and no line.
      if parser.pointee.error == YAML_READER_ERROR {
        let line = bytes.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") } + 1
        throw error(
          "this is not UTF-8, or holds control characters", line: line, "Save the file as plain text, in UTF-8")
      }
      throw error(
        "this is not valid YAML", line: Int(parser.pointee.problem_mark.line) + 1,
        "Look at the indentation, at quotation marks and at colons here and just above")
    }
    defer { yaml_event_delete(&event) }
    let line = Int(event.start_mark.line) + 1
    switch event.type {
    case YAML_SCALAR_EVENT:
      guard event.data.scalar.anchor == nil else { throw error("anchors are not used here", line: line) }
      guard event.data.scalar.tag == nil else { throw error("tags are not used here", line: line) }
      let bytes = UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length)
      guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
        throw error("the text is not valid UTF-8", line: line)
      }
      return (.scalar(text), line)
    case YAML_SEQUENCE_START_EVENT:
      guard event.data.sequence_start.anchor == nil else { throw error("anchors are not used here", line: line) }
      return (.sequenceStart, line)
    case YAML_MAPPING_START_EVENT:
      guard event.data.mapping_start.anchor == nil else { throw error("anchors are not used here", line: line) }
      return (.mappingStart, line)
    case YAML_ALIAS_EVENT: throw error("aliases are not used here", line: line)
    case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, line)
    case YAML_MAPPING_END_EVENT: return (.mappingEnd, line)
    case YAML_DOCUMENT_START_EVENT: return (.documentStart, line)
    case YAML_DOCUMENT_END_EVENT: return (.documentEnd, line)
    case YAML_STREAM_END_EVENT: return (.streamEnd, line)
    default: return (.other, line)
    }
  }

  mutating func document() throws(KioskError) -> YAMLNode {
    _ = try next()
    guard case (.documentStart, _) = try next() else { return .mapping([], line: 1) }
    let root = try node(try next(), depth: 0)
    _ = try next()
    guard case (.streamEnd, _) = try next() else { throw error("a file holds one document", line: root.line) }
    return root
  }

  private func node(_ start: (event: Event, line: Int), depth: Int) throws(KioskError) -> YAMLNode {
    guard depth < YAMLNode.maximumDepth else { throw error("nested too deeply", line: start.line) }
    switch start.event {
    case .scalar(let text): return .scalar(text, line: start.line)
    case .sequenceStart:
      var entries: [YAMLNode] = []
      while true {
        let entry = try next()
        if case .sequenceEnd = entry.event { return .sequence(entries, line: start.line) }
        entries.append(try node(entry, depth: depth + 1))
      }
    case .mappingStart: return .mapping(try entries(depth: depth), line: start.line)
    default: throw error("something else was expected here", line: start.line)
    }
  }

  private func entries(depth: Int) throws(KioskError) -> [(key: String, keyLine: Int, value: YAMLNode)] {
    var entries: [(key: String, keyLine: Int, value: YAMLNode)] = []
    var seen: Set<String> = []
    while true {
      let key = try next()
      switch key.event {
      case .mappingEnd: return entries
      case .scalar(let text):
        guard seen.insert(text).inserted else { throw error("'\(text)' stands twice", line: key.line) }
        entries.append((text, key.line, try node(try next(), depth: depth + 1)))
      default: throw error("a key is a plain word", line: key.line)
      }
    }
  }
}
