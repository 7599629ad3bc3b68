internal import CKioskProto
internal import KioskCore

/// Asks for the health of a service.
struct HealthCheckRequest: WireMessage {
  static var cInit: (UnsafeMutablePointer<Grpc__Health__V1__HealthCheckRequest>?) -> Void {
    grpc__health__v1__health_check_request__init
  }

  var service = ""

  init() {}

  init(reading message: Grpc__Health__V1__HealthCheckRequest) throws(KioskError) {
    service = try readText(message.service, "health_check_request.service", maximum: 256)
  }

  func write(to message: inout Grpc__Health__V1__HealthCheckRequest, in arena: WireArena) throws(KioskError) {
    message.service = try arena.text(service)
  }
}

/// The health of a service.
struct HealthCheckResponse: WireMessage {
  static var cInit: (UnsafeMutablePointer<Grpc__Health__V1__HealthCheckResponse>?) -> Void {
    grpc__health__v1__health_check_response__init
  }

  /// The states of the protocol.
  enum Status: UInt32, Sendable {
    case unknown = 0
    case serving = 1
    case notServing = 2
    case serviceUnknown = 3
  }

  var status: Status

  init(_ status: Status) {
    self.status = status
  }

  init(reading message: Grpc__Health__V1__HealthCheckResponse) throws(KioskError) {
    status = Status(rawValue: message.status.rawValue) ?? .unknown
  }

  func write(to message: inout Grpc__Health__V1__HealthCheckResponse, in arena: WireArena) throws(KioskError) {
    message.status = .init(rawValue: status.rawValue)
  }
}

/// A question about what the server serves.
struct ReflectionRequest: WireMessage {
  static var cInit: (UnsafeMutablePointer<Grpc__Reflection__V1__ServerReflectionRequest>?) -> Void {
    grpc__reflection__v1__server_reflection_request__init
  }

  /// What can be asked here; extensions do not exist in proto3.
  enum Question: Sendable {
    case fileByName(String)
    case fileContainingSymbol(String)
    case listServices(String)
    case other
  }

  var host: String
  var question: Question

  init(reading message: Grpc__Reflection__V1__ServerReflectionRequest) throws(KioskError) {
    host = try readText(message.host, "server_reflection_request.host", maximum: 256)
    switch message.message_request_case {
    case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_BY_FILENAME:
      question = .fileByName(try readText(message.file_by_filename, "file_by_filename", maximum: 256))
    case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_CONTAINING_SYMBOL:
      question = .fileContainingSymbol(
        try readText(message.file_containing_symbol, "file_containing_symbol", maximum: 256))
    case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_LIST_SERVICES:
      question = .listServices(try readText(message.list_services, "list_services", maximum: 256))
    default: question = .other
    }
  }

  func write(
    to message: inout Grpc__Reflection__V1__ServerReflectionRequest, in arena: WireArena
  ) throws(KioskError) {
    message.host = try arena.text(host)
    switch question {
    case .fileByName(let name):
      message.message_request_case = GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_BY_FILENAME
      message.file_by_filename = try arena.text(name)
    case .fileContainingSymbol(let symbol):
      message.message_request_case =
        GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_CONTAINING_SYMBOL
      message.file_containing_symbol = try arena.text(symbol)
    case .listServices(let text):
      message.message_request_case = GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_LIST_SERVICES
      message.list_services = try arena.text(text)
    case .other: break
    }
  }
}

/// The answer.
struct ReflectionResponse: WireMessage {
  static var cInit: (UnsafeMutablePointer<Grpc__Reflection__V1__ServerReflectionResponse>?) -> Void {
    grpc__reflection__v1__server_reflection_response__init
  }

  /// What can be answered here.
  enum Answer: Sendable {
    case files([[UInt8]])
    case services([String])
    case error(code: Int32, message: String)
  }

  var question: ReflectionRequest
  var answer: Answer

  init(to question: ReflectionRequest, _ answer: Answer) {
    self.question = question
    self.answer = answer
  }

  init(reading message: Grpc__Reflection__V1__ServerReflectionResponse) throws(KioskError) {
    throw KioskError(.internal, "reflection is answered here, never asked")
  }

  func write(
    to message: inout Grpc__Reflection__V1__ServerReflectionResponse, in arena: WireArena
  ) throws(KioskError) {
    message.valid_host = try arena.text(question.host)
    message.original_request = try arena.message(question)
    switch answer {
    case .files(let files):
      message.message_response_case =
        GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_FILE_DESCRIPTOR_RESPONSE
      message.file_descriptor_response = try arena.message(FileList(files: files))
    case .services(let names):
      message.message_response_case =
        GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_LIST_SERVICES_RESPONSE
      message.list_services_response = try arena.message(ServiceList(names: names))
    case .error(let code, let text):
      message.message_response_case =
        GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_ERROR_RESPONSE
      message.error_response = try arena.message(Failure(code: code, text: text))
    }
  }

  /// The parts of an answer, which only ever go out.
  private protocol Outgoing: WireMessage {}

  private struct FileList: Outgoing {
    static var cInit: (UnsafeMutablePointer<Grpc__Reflection__V1__FileDescriptorResponse>?) -> Void {
      grpc__reflection__v1__file_descriptor_response__init
    }
    let files: [[UInt8]]
    init(files: [[UInt8]]) { self.files = files }
    init(reading message: Grpc__Reflection__V1__FileDescriptorResponse) throws(KioskError) { files = [] }
    func write(to message: inout Grpc__Reflection__V1__FileDescriptorResponse, in arena: WireArena) throws(KioskError) {
      (message.file_descriptor_proto, message.n_file_descriptor_proto) = (try arena.bytesList(files), files.count)
    }
  }

  private struct ServiceList: Outgoing {
    static var cInit: (UnsafeMutablePointer<Grpc__Reflection__V1__ListServiceResponse>?) -> Void {
      grpc__reflection__v1__list_service_response__init
    }
    let names: [String]
    init(names: [String]) { self.names = names }
    init(reading message: Grpc__Reflection__V1__ListServiceResponse) throws(KioskError) { names = [] }
    func write(to message: inout Grpc__Reflection__V1__ListServiceResponse, in arena: WireArena) throws(KioskError) {
      (message.service, message.n_service) = (try arena.list(names.map(Service.init(name:))), names.count)
    }
  }

  private struct Service: Outgoing {
    static var cInit: (UnsafeMutablePointer<Grpc__Reflection__V1__ServiceResponse>?) -> Void {
      grpc__reflection__v1__service_response__init
    }
    let name: String
    init(name: String) { self.name = name }
    init(reading message: Grpc__Reflection__V1__ServiceResponse) throws(KioskError) { name = "" }
    func write(to message: inout Grpc__Reflection__V1__ServiceResponse, in arena: WireArena) throws(KioskError) {
      message.name = try arena.text(name)
    }
  }

  private struct Failure: Outgoing {
    static var cInit: (UnsafeMutablePointer<Grpc__Reflection__V1__ErrorResponse>?) -> Void {
      grpc__reflection__v1__error_response__init
    }
    let code: Int32
    let text: String
    init(code: Int32, text: String) { (self.code, self.text) = (code, text) }
    init(reading message: Grpc__Reflection__V1__ErrorResponse) throws(KioskError) { (code, text) = (0, "") }
    func write(to message: inout Grpc__Reflection__V1__ErrorResponse, in arena: WireArena) throws(KioskError) {
      message.error_code = code
      message.error_message = try arena.text(text)
    }
  }
}
