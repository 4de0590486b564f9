namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// Every place, style and type with the text that travels, written by hand after the specification: "Style Examples" of the Parameter
/// Object and "Encoding Object" of OpenAPI 3.1.1, and what these refer to: RFC 6570 for lists and objects, RFC 3986 and the rules of HTML
/// forms for escapes, RFC 3339 5.6 for dates and times, RFC 7578 for parts.
/// </summary>
internal static class WireTable
{
    private const string Styles = "OpenAPI 3.1.1, Parameter Object, Style Examples";
    private const string Encoding = "OpenAPI 3.1.1, Encoding Object, Fixed Fields for RFC6570-style Serialization";
    private const string Media = "OpenAPI 3.1.1, Encoding Object, contentType";

    /// <summary>OpenAPI has no text for a single value in these styles; the value alone can mean nothing else.</summary>
    private const string ListStyles = "OpenAPI 3.1.1, Parameter Object, Style Values: of lists and objects";

    /// <summary>The types by their schemas, each with the value that is sent.</summary>
    public static readonly (string Schema, string Value)[] Types =
    [
        (""" "type": "string" """, "\"a b&c\""),
        (""" "type": "integer" """, "-5"),
        (""" "type": "number" """, "-1.5"),
        (""" "type": "boolean" """, "true"),
        (""" "$ref": "#/components/schemas/State" """, "\"in-active\""),
        (""" "type": "string", "format": "date" """, "\"2026-01-02\""),
        (""" "type": "string", "format": "date-time" """, "\"2026-01-02T03:04:05Z\""),
        (""" "type": "array", "items": { "type": "string" } """, """["blue","br&n"]"""),
        (""" "$ref": "#/components/schemas/Color" """, """{"R":100,"G":200}"""),
    ];

    public static readonly WireRow[] Rows =
    [
        new(
            "path", "", Styles + "; RFC 6570 3.2.2",
            "a%20b%26c", "-5", "-1.5", "true", "in-active", "2026-01-02", "2026-01-02T03%3A04%3A05Z", "blue,br%26n", "R,100,G,200"),
        new(
            "path", "\"explode\": true", Styles + "; RFC 6570 3.2.2",
            "a%20b%26c", "-5", "-1.5", "true", "in-active", "2026-01-02", "2026-01-02T03%3A04%3A05Z", "blue,br%26n", "R=100,G=200"),
        new(
            "path", "\"style\": \"label\"", Styles + "; RFC 6570 3.2.5",
            ".a%20b%26c", ".-5", ".-1.5", ".true", ".in-active", ".2026-01-02", ".2026-01-02T03%3A04%3A05Z",
            ".blue,br%26n", ".R,100,G,200"),
        new(
            "path", "\"style\": \"label\", \"explode\": true", Styles + "; RFC 6570 3.2.5",
            ".a%20b%26c", ".-5", ".-1.5", ".true", ".in-active", ".2026-01-02", ".2026-01-02T03%3A04%3A05Z",
            ".blue.br%26n", ".R=100.G=200"),
        new(
            "path", "\"style\": \"matrix\"", Styles + "; RFC 6570 3.2.7",
            ";color=a%20b%26c", ";color=-5", ";color=-1.5", ";color=true", ";color=in-active", ";color=2026-01-02",
            ";color=2026-01-02T03%3A04%3A05Z", ";color=blue,br%26n", ";color=R,100,G,200"),
        new(
            "path", "\"style\": \"matrix\", \"explode\": true", Styles + "; RFC 6570 3.2.7",
            ";color=a%20b%26c", ";color=-5", ";color=-1.5", ";color=true", ";color=in-active", ";color=2026-01-02",
            ";color=2026-01-02T03%3A04%3A05Z", ";color=blue;color=br%26n", ";R=100;G=200"),
        new(
            "query", "", Styles + "; RFC 6570 3.2.8",
            "color=a%20b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue&color=br%26n", "R=100&G=200"),
        new(
            "query", "\"explode\": false", Styles + "; RFC 6570 3.2.8",
            "color=a%20b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue,br%26n", "color=R,100,G,200"),
        new(
            "query", "\"style\": \"spaceDelimited\", \"explode\": false", ListStyles,
            "color=a%20b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue%20br%26n", "color=R%20100%20G%20200"),
        new(
            "query", "\"style\": \"pipeDelimited\", \"explode\": false", ListStyles,
            "color=a%20b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue%7Cbr%26n", "color=R%7C100%7CG%7C200"),
        new(
            "query", "\"style\": \"deepObject\", \"explode\": true", ListStyles,
            "color=a%20b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue&color=br%26n", "color%5BR%5D=100&color%5BG%5D=200"),
        new(
            "query", "content", "OpenAPI 3.1.1, Parameter Object, Fixed Fields for use with content; RFC 8259",
            "color=%22a%20b%5Cu0026c%22", "color=-5", "color=-1.5", "color=true", "color=%22in-active%22", "color=%222026-01-02%22",
            "color=%222026-01-02T03%3A04%3A05Z%22", "color=%5B%22blue%22%2C%22br%5Cu0026n%22%5D",
            "color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"),
        new(
            "header", "", Styles + ", which are not escaped in headers",
            "a b&c", "-5", "-1.5", "true", "in-active", "2026-01-02", "2026-01-02T03:04:05Z", "blue,br&n", "R,100,G,200"),
        new(
            "header", "\"explode\": true", Styles + ", which are not escaped in headers",
            "a b&c", "-5", "-1.5", "true", "in-active", "2026-01-02", "2026-01-02T03:04:05Z", "blue,br&n", "R=100,G=200"),
        new(
            "cookie", "", Styles + "; RFC 6265 4.2.1 for what separates cookies",
            "color=a%20b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue; color=br%26n", "R=100; G=200"),
        new(
            "cookie", "\"explode\": false", Styles,
            "color=a%20b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue,br%26n", "color=R,100,G,200"),
        new(
            "form", "", Media,
            "color=a+b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue&color=br%26n", "color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"),
        new(
            "form", "\"style\": \"form\"", Encoding,
            "color=a+b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue&color=br%26n", "R=100&G=200"),
        new(
            "form", "\"explode\": false", Encoding + "; RFC 6570 3.2.8",
            "color=a+b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue,br%26n", "color=R,100,G,200"),
        new(
            "form", "\"style\": \"spaceDelimited\"", Encoding,
            "color=a+b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue+br%26n", "color=R+100+G+200"),
        new(
            "form", "\"style\": \"pipeDelimited\"", Encoding,
            "color=a+b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue%7Cbr%26n", "color=R%7C100%7CG%7C200"),
        new(
            "form", "\"style\": \"deepObject\"", Encoding,
            "color=a+b%26c", "color=-5", "color=-1.5", "color=true", "color=in-active", "color=2026-01-02",
            "color=2026-01-02T03%3A04%3A05Z", "color=blue&color=br%26n", "color%5BR%5D=100&color%5BG%5D=200"),
        new(
            "form", "\"contentType\": \"application/json\"", Media + "; of a list for each item",
            "color=%22a+b%5Cu0026c%22", "color=-5", "color=-1.5", "color=true", "color=%22in-active%22", "color=%222026-01-02%22",
            "color=%222026-01-02T03%3A04%3A05Z%22", "color=%22blue%22&color=%22br%5Cu0026n%22",
            "color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"),
        new(
            "multipart", "", Media + "; RFC 7578 4.3 for lists",
            "color: a b&c", "color: -5", "color: -1.5", "color: true", "color: in-active", "color: 2026-01-02",
            "color: 2026-01-02T03:04:05Z", "color: blue + color: br&n", "color (application/json): {\"R\":100,\"G\":200}"),
        new(
            "multipart", "\"style\": \"form\"", Encoding,
            "color: a b&c", "color: -5", "color: -1.5", "color: true", "color: in-active", "color: 2026-01-02",
            "color: 2026-01-02T03:04:05Z", "color: blue + color: br&n", "R: 100 + G: 200"),
        new(
            "multipart", "\"explode\": false", Encoding,
            "color: a b&c", "color: -5", "color: -1.5", "color: true", "color: in-active", "color: 2026-01-02",
            "color: 2026-01-02T03:04:05Z", "color: blue,br&n", "color: R,100,G,200"),
        new(
            "multipart", "\"style\": \"spaceDelimited\"", Encoding,
            "color: a b&c", "color: -5", "color: -1.5", "color: true", "color: in-active", "color: 2026-01-02",
            "color: 2026-01-02T03:04:05Z", "color: blue br&n", "color: R 100 G 200"),
        new(
            "multipart", "\"style\": \"pipeDelimited\"", Encoding,
            "color: a b&c", "color: -5", "color: -1.5", "color: true", "color: in-active", "color: 2026-01-02",
            "color: 2026-01-02T03:04:05Z", "color: blue|br&n", "color: R|100|G|200"),
        new(
            "multipart", "\"style\": \"deepObject\"", Encoding,
            "color: a b&c", "color: -5", "color: -1.5", "color: true", "color: in-active", "color: 2026-01-02",
            "color: 2026-01-02T03:04:05Z", "color: blue + color: br&n", "color[R]: 100 + color[G]: 200"),
        new(
            "multipart", "\"contentType\": \"application/json\"", Media + "; of a list for each item",
            "color (application/json): \"a b\\u0026c\"", "color (application/json): -5", "color (application/json): -1.5",
            "color (application/json): true", "color (application/json): \"in-active\"", "color (application/json): \"2026-01-02\"",
            "color (application/json): \"2026-01-02T03:04:05Z\"",
            "color (application/json): \"blue\" + color (application/json): \"br\\u0026n\"",
            "color (application/json): {\"R\":100,\"G\":200}"),
    ];

    /// <summary>Lists of version 2.0 ("Parameter Object", collectionFormat), whose values are otherwise those of later versions.</summary>
    public static readonly (string Place, string Format, string Expected)[] Version2 =
    [
        ("query", "", "color=blue,br%26n"),
        ("query", "csv", "color=blue,br%26n"),
        ("query", "ssv", "color=blue%20br%26n"),
        ("query", "tsv", "color=blue%09br%26n"),
        ("query", "pipes", "color=blue%7Cbr%26n"),
        ("query", "multi", "color=blue&color=br%26n"),
        ("path", "", "blue,br%26n"),
        ("path", "csv", "blue,br%26n"),
        ("path", "ssv", "blue%20br%26n"),
        ("path", "tsv", "blue%09br%26n"),
        ("path", "pipes", "blue%7Cbr%26n"),
        ("header", "", "blue,br&n"),
        ("header", "csv", "blue,br&n"),
        ("header", "ssv", "blue br&n"),
        ("header", "tsv", "blue\tbr&n"),
        ("header", "pipes", "blue|br&n"),
        ("form", "", "color=blue,br%26n"),
        ("form", "csv", "color=blue,br%26n"),
        ("form", "ssv", "color=blue+br%26n"),
        ("form", "tsv", "color=blue%09br%26n"),
        ("form", "pipes", "color=blue%7Cbr%26n"),
        ("form", "multi", "color=blue&color=br%26n"),
        ("multipart", "", "color: blue,br&n"),
        ("multipart", "csv", "color: blue,br&n"),
        ("multipart", "ssv", "color: blue br&n"),
        ("multipart", "tsv", "color: blue\tbr&n"),
        ("multipart", "pipes", "color: blue|br&n"),
        ("multipart", "multi", "color: blue + color: br&n"),
    ];

    private const string Matrix = """ "type": "array", "items": { "type": "array", "items": { "type": "string" } } """;
    private const string Nested = """
        "type": "object", "properties": { "a": { "type": "object", "properties": { "b": { "type": "integer" } } } }
        """;

    /// <summary>
    /// What no style can write ("Style Values": lists and objects within each other are undefined), with the diagnostic that says so.
    /// </summary>
    public static readonly (string Place, string Style, string Schema, string Diagnostic)[] Unwritten =
    [
        ("path", "", Matrix, "BREV0011"),
        ("path", "\"style\": \"label\"", Nested, "BREV0011"),
        ("path", "\"style\": \"matrix\"", Nested, "BREV0011"),
        ("query", "", Matrix, "BREV0011"),
        ("query", "\"explode\": false", Nested, "BREV0011"),
        ("query", "\"style\": \"spaceDelimited\", \"explode\": false", Matrix, "BREV0011"),
        ("query", "\"style\": \"pipeDelimited\", \"explode\": false", Nested, "BREV0011"),
        ("header", "", Matrix, "BREV0011"),
        ("header", "", Nested, "BREV0011"),
        ("cookie", "", Matrix, "BREV0011"),
        ("cookie", "", Nested, "BREV0011"),
    ];
}
