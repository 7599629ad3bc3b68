import Testing

@testable import kiosk_ctl

@Suite struct SpreadsheetTests {
  @Test(arguments: [
    ("plain words", "plain words"), ("", ""), ("one, two", "\"one, two\""), ("say \"yes\"", "\"say \"\"yes\"\"\""),
    ("two\nlines", "\"two\nlines\""), (" spaces ", "\" spaces \""), ("\u{E0} bheil", "\u{E0} bheil"),
    ("=1+1", "\"'=1+1\""), ("+44", "\"'+44\""), ("-2", "\"'-2\""), ("@SUM(A1)", "\"'@SUM(A1)\""),
    ("\t=1", "\"'\t=1\""), ("\n=1", "\"'\n=1\""), ("\u{FF1D}1", "\"'\u{FF1D}1\""),
    ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), ("1=1", "1=1"),
    ("=\u{301}1", "\"'=\u{301}1\""), ("\"=1", "\"\"\"=1\""),
  ])
  func cells(text: String, expected: String) {
    #expect(Array(Spreadsheet.cell(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func rowsEndAsTheStandardSays() {
    #expect(Spreadsheet.row(["a", "b,c"]) == "a,\"b,c\"\r\n")
  }
}
