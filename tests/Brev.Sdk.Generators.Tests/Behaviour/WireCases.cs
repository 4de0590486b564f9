namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// Types, values and names beyond the columns of <see cref="WireTable"/>, written by hand after the specification like these. Lists without
/// items and values that are not given are undefined in the words of RFC 6570 (2.3), and what is undefined is not written (3.2.1); an empty
/// text is a value.
/// </summary>
internal static class WireCases
{
    private const string Styles = "OpenAPI 3.1.1, Parameter Object, Style Examples";
    private const string Empty = Styles + ", column 'empty'";
    private const string Undefined = "RFC 6570, 2.3 and 3.2.1";
    private const string Content = "OpenAPI 3.1.1, Parameter Object, Fixed Fields for use with content";
    private const string Encoding = "OpenAPI 3.1.1, Encoding Object, Fixed Fields for RFC6570-style Serialization";
    private const string Media = "OpenAPI 3.1.1, Encoding Object, contentType";
    private const string Iso = "JSON Schema Validation 2020-12, 7.3.1: duration of RFC 3339, appendix A";
    private const string Conversion = "OpenAPI 3.1.1, appendix B: a value of a type that has no text of its own in JSON is its JSON";
    private const string Names = "RFC 6570, 3.2.1 and 3.2.8: names and values are escaped alike";
    private const string Forms = "OpenAPI 3.1.1, Encoding Object, application/x-www-form-urlencoded; WHATWG URL 5.2";
    private const string Deep =
        "OpenAPI 3.1.1, Parameter Object, Style Values: a name in brackets for each member; servers take one for each step";

    private const string Text = """ "type": "string" """;
    private const string Integer = """ "type": "integer" """;
    private const string Number = """ "type": "number" """;
    private const string Numbers = """ "type": "array", "items": { "type": "number" } """;
    private const string WholeNumber = """ "type": "number", "format": "int64" """;
    private const string Digits = "OpenAPI 3.1.1, appendix B: what a number is outside of JSON; digits alone are one everywhere";
    private const string Duration = """ "type": "string", "format": "duration" """;
    private const string Durations = """ "type": "array", "items": { "type": "string", "format": "duration" } """;
    private const string Uuid = """ "type": "string", "format": "uuid" """;
    private const string Flags = """ "type": "array", "items": { "type": "boolean" } """;
    private const string Texts = """ "type": "array", "items": { "type": "string" } """;
    private const string States = """ "type": "array", "items": { "$ref": "#/components/schemas/State" } """;
    private const string Map = """ "type": "object", "additionalProperties": { "type": "string" } """;
    private const string Color = """ "$ref": "#/components/schemas/Color" """;
    private const string Plain = """ "oneOf": [ { "type": "string" }, { "type": "integer" } ] """;
    private const string Either = """ "oneOf": [ { "type": "integer" }, { "$ref": "#/components/schemas/Color" } ] """;
    private const string Nested = """
        "type": "object", "properties": { "a": { "type": "object", "properties": { "b": { "type": "integer" } } } }
        """;
    private const string Filter = """
        "type": "object", "additionalProperties": false, "properties": {
          "tags": { "type": "array", "items": { "type": "string" } }, "open": { "type": "boolean" } }
        """;
    private const string Odd = """ "type": "object", "additionalProperties": false, "properties": { "c&d e": { "type": "string" } } """;

    private const string IsExploded = "\"explode\": true";
    private const string IsNotExploded = "\"explode\": false";
    private const string Label = "\"style\": \"label\"";
    private const string Matrix = "\"style\": \"matrix\"";
    private const string Space = "\"style\": \"spaceDelimited\", \"explode\": false";
    private const string Pipe = "\"style\": \"pipeDelimited\", \"explode\": false";
    private const string DeepObject = "\"style\": \"deepObject\", \"explode\": true";

    private const string Id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private const string TwoStates = """["in-active","a b&c"]""";
    private const string Rgb = """{"R":100,"G":200}""";
    private const string EscapedRgb = "%7B%22R%22%3A100%2C%22G%22%3A200%7D";

    public static readonly WireCase[] All =
    [
        .. Durationed(), .. Enumerated(), .. Described(), .. Unions(), .. Absent(), .. Named(), .. Numbered(),
        new("query", "", Uuid, $"\"{Id}\"", "color=" + Id, Styles),
        new("query", "", Flags, "[true,false]", "color=true&color=false", Styles),
        new(
            "query", DeepObject, Filter, """{"tags":["x","y"],"open":false}""",
            "color%5Btags%5D=x&color%5Btags%5D=y&color%5Bopen%5D=false", Deep),
        new("query", DeepObject, Nested, """{"a":{"b":3}}""", "color%5Ba%5D%5Bb%5D=3", Deep),
        new("path", "", Text, "\"a b/c\"", "a%20b%2Fc", "RFC 6570, 3.2.2"),
        new("query", "", Text, "\"é\"", "color=%C3%A9", "RFC 6570, 1.6 and 3.2.1: the octets of UTF-8"),
    ];

    private static IEnumerable<WireCase> Durationed() =>
    [
        new("path", "", Duration, "\"PT1H30M\"", "PT1H30M", Iso),
        new("path", Label, Duration, "\"PT1H30M\"", ".PT1H30M", Iso),
        new("path", Matrix, Duration, "\"PT1H30M\"", ";color=PT1H30M", Iso),
        new("query", "", Duration, "\"PT1H30M\"", "color=PT1H30M", Iso),
        new("query", "content", Duration, "\"PT1H30M\"", "color=%22PT1H30M%22", Content),
        new("header", "", Duration, "\"PT1H30M\"", "PT1H30M", Iso),
        new("cookie", "", Duration, "\"PT1H30M\"", "color=PT1H30M", Iso),
        new("form", "", Duration, "\"PT1H30M\"", "color=PT1H30M", Iso),
        new("multipart", "", Duration, "\"PT1H30M\"", "color: PT1H30M", Iso),
        new("path", "", Durations, """["PT1H","PT30M"]""", "PT1H,PT30M", Iso),
        new("query", "", Durations, """["PT1H","PT30M"]""", "color=PT1H&color=PT30M", Iso),
        new("query", Pipe, Durations, """["PT1H","PT30M"]""", "color=PT1H%7CPT30M", Iso),
        new("header", "", Durations, """["PT1H","PT30M"]""", "PT1H,PT30M", Iso),
        new("form", "", Durations, """["PT1H","PT30M"]""", "color=PT1H&color=PT30M", Iso),
    ];

    private static IEnumerable<WireCase> Enumerated() =>
    [
        new("path", "", States, TwoStates, "in-active,a%20b%26c", Styles),
        new("path", Label, States, TwoStates, ".in-active,a%20b%26c", Styles),
        new("path", Label + ", " + IsExploded, States, TwoStates, ".in-active.a%20b%26c", Styles),
        new("path", Matrix, States, TwoStates, ";color=in-active,a%20b%26c", Styles),
        new("path", Matrix + ", " + IsExploded, States, TwoStates, ";color=in-active;color=a%20b%26c", Styles),
        new("query", "", States, TwoStates, "color=in-active&color=a%20b%26c", Styles),
        new("query", IsNotExploded, States, TwoStates, "color=in-active,a%20b%26c", Styles),
        new("query", Space, States, TwoStates, "color=in-active%20a%20b%26c", Styles),
        new("query", "content", States, """["in-active","b"]""", "color=%5B%22in-active%22%2C%22b%22%5D", Content),
        new("header", "", States, TwoStates, "in-active,a b&c", Styles + ", which are not escaped in headers"),
        new("header", IsExploded, States, TwoStates, "in-active,a b&c", Styles + ", which are not escaped in headers"),
        new("cookie", "", States, TwoStates, "color=in-active; color=a%20b%26c", Styles + "; RFC 6265, 4.2.1"),
        new("cookie", IsNotExploded, States, TwoStates, "color=in-active,a%20b%26c", Styles),
        new("form", "", States, TwoStates, "color=in-active&color=a+b%26c", Media + "; of a list for each item"),
        new("form", IsNotExploded, States, TwoStates, "color=in-active,a+b%26c", Encoding),
        new("multipart", "", States, TwoStates, "color: in-active + color: a b&c", Media + "; RFC 7578, 4.3"),
        new("multipart", "\"style\": \"pipeDelimited\"", States, TwoStates, "color: in-active|a b&c", Encoding),
    ];

    private static IEnumerable<WireCase> Described() =>
    [
        new("path", "content", Color, Rgb, EscapedRgb, Content + "; RFC 3986, 3.3"),
        new("path", "content", Text, "\"blue\"", "%22blue%22", Content),
        new("path", "content", Texts, """["a","b"]""", "%5B%22a%22%2C%22b%22%5D", Content),
        new("query", "content", Nested, """{"a":{"b":3}}""", "color=%7B%22a%22%3A%7B%22b%22%3A3%7D%7D", Content),
        new("query", "content", Text, "\"\"", "color=%22%22", Content),
        new("query", "content", Texts, "[]", "color=%5B%5D", Content + ": a list without items is one in JSON"),
        new("query", "content", Integer, "null", null, Undefined),
        new("header", "content", Color, Rgb, Rgb, Content),
        new("header", "content", Texts, """["a","b"]""", """["a","b"]""", Content),
        new("cookie", "content", Color, Rgb, "color=" + EscapedRgb, Content + "; RFC 6265, 4.1.1: no quotes and commas in a cookie"),
        new("cookie", "content", Integer, "-5", "color=-5", Content),
    ];

    private static IEnumerable<WireCase> Unions() =>
    [
        new("path", "", Plain, "\"7 b\"", "7%20b", Conversion),
        new("query", "", Plain, "\"7 b\"", "color=7%20b", Conversion),
        new("header", "", Plain, "\"7 b\"", "7 b", Conversion),
        new("cookie", "", Plain, "\"7 b\"", "color=7%20b", Conversion),
        new("form", "", Plain, "\"7 b\"", "color=7+b", Conversion),
        new("form", "", Plain, "7", "color=7", Conversion),
        new("multipart", "", Plain, "\"7 b\"", "color: 7 b", Conversion),
        new("path", "", Either, "5", "5", Styles),
        new("path", "", Either, Rgb, "R,100,G,200", Styles),
        new("path", Matrix + ", " + IsExploded, Either, Rgb, ";R=100;G=200", Styles),
        new("query", "", Either, "5", "color=5", Styles),
        new("query", "", Either, Rgb, "R=100&G=200", Styles),
        new("query", IsNotExploded, Either, Rgb, "color=R,100,G,200", Styles),
        new("query", "content", Either, Rgb, "color=" + EscapedRgb, Content),
        new("header", "", Either, "5", "5", Styles),
        new("header", IsExploded, Either, Rgb, "R=100,G=200", Styles),
        new("cookie", IsNotExploded, Either, Rgb, "color=R,100,G,200", Styles),
        new("form", "", Either, "5", "color=5", Media),
        new("form", "", Either, Rgb, "color=" + EscapedRgb, Media + ": JSON for an object"),
        new("multipart", "", Either, "5", "color: 5", Media),
        new("multipart", "", Either, Rgb, "color (application/json): " + Rgb, Media + ": JSON for an object"),
    ];

    private static IEnumerable<WireCase> Absent() =>
    [
        new("path", Matrix, Text, "\"\"", ";color", Empty),
        new("path", Matrix + ", " + IsExploded, Text, "\"\"", ";color", Empty),
        new("path", Matrix, Texts, """["","x"]""", ";color=,x", "RFC 6570, 3.2.1"),
        new("path", Label, Texts, """["","x"]""", ".,x", "RFC 6570, 3.2.5"),
        new("path", "", Texts, """["","x"]""", ",x", "RFC 6570, 3.2.2"),
        .. new[] { "", IsNotExploded }.SelectMany(static style => new WireCase[]
        {
            new("query", style, Text, "\"\"", "color=", Empty),
            new("query", style, Texts, "[]", null, Undefined),
            new("query", style, Map, "{}", null, Undefined),
            new("query", style, Text, "null", null, Undefined),
            new("query", style, Integer, "null", null, Undefined),
            new("query", style, Texts, "null", null, Undefined),
            new("header", style, Text, "\"\"", "", Empty),
            new("header", style, Texts, "[]", null, Undefined),
            new("header", style, Map, "{}", null, Undefined),
            new("header", style, Text, "null", null, Undefined),
            new("header", style, Integer, "null", null, Undefined),
            new("cookie", style, Text, "\"\"", "color=", Empty),
            new("cookie", style, Texts, "[]", null, Undefined),
            new("cookie", style, Integer, "null", null, Undefined),
            new("form", style, Text, "\"\"", "color=", Empty),
            new("form", style, Texts, "[]", null, Undefined),
            new("form", style, Text, "null", null, Undefined),
            new("multipart", style, Text, "\"\"", "color: ", Empty),
        }),
        new("query", "", Texts, """["","x"]""", "color=&color=x", "RFC 6570, 3.2.8"),
        new("query", IsNotExploded, Texts, """["","x"]""", "color=,x", "RFC 6570, 3.2.8"),
        new("query", Space, Texts, "[]", null, Undefined),
        new("query", Pipe, Texts, "[]", null, Undefined),
        new("query", DeepObject, Filter, "{}", null, Undefined),
        new("query", DeepObject, Filter, """{"tags":[],"open":true}""", "color%5Bopen%5D=true", Undefined),
        new("form", "", Texts, """["","x"]""", "color=&color=x", Forms),
        new("multipart", "", Texts, """["","x"]""", "color:  + color: x", "RFC 7578, 4.3"),
    ];

    private static IEnumerable<WireCase> Named() =>
    [
        new("path", Matrix, Text, "\"x\"", ";f%5Ba%5D%26b%3Dc%20d=x", Names, "f[a]&b=c d"),
        new("path", "", Text, "\"x\"", "x", "RFC 6570, 3.2.2", "f[a]&b=c d"),
        new("path", IsExploded, Odd, """{"c&d e":"x"}""", "c%26d%20e=x", Names),
        new("path", Label, Odd, """{"c&d e":"x"}""", ".c%26d%20e,x", Names),
        new("query", "", Text, "\"x\"", "f%5Ba%5D%26b%3Dc%20d=x", Names, "f[a]&b=c d"),
        new("query", "", Integer, "5", "%C3%A9%2B=5", Names, "é+"),
        new("query", "", Texts, """["x","y"]""", "f%5B%5D=x&f%5B%5D=y", Names, "f[]"),
        new("query", IsNotExploded, Texts, """["x","y"]""", "f%5B%5D=x,y", Names, "f[]"),
        new("query", "content", Integer, "5", "f%5B%5D=5", Names, "f[]"),
        new("query", "", Odd, """{"c&d e":"x"}""", "c%26d%20e=x", Names),
        new("query", IsNotExploded, Odd, """{"c&d e":"x"}""", "color=c%26d%20e,x", Names),
        new("query", DeepObject, Odd, """{"c&d e":"x"}""", "a%20b%5Bc%26d%20e%5D=x", Names, "a b"),
        new("header", IsExploded, Odd, """{"c&d e":"x"}""", "c&d e=x", Styles + ", which are not escaped in headers"),
        new("cookie", "", Text, "\"x\"", "f%5Ba%5D%3Dc=x", Names + "; RFC 6265, 4.1.1: a name is a token", "f[a]=c"),
        new("form", "", Text, "\"x\"", "f%5Ba%5D%26b%3Dc+d=x", Forms, "f[a]&b=c d"),
        new("form", "\"style\": \"form\"", Odd, """{"c&d e":"x"}""", "c%26d+e=x", Forms),
        new("form", "\"style\": \"deepObject\"", Odd, """{"c&d e":"x"}""", "a+b%5Bc%26d+e%5D=x", Forms, "a b"),
        new("multipart", "", Text, "\"x\"", "f[a]&b=c d: x", "RFC 7578, 4.2", "f[a]&b=c d"),
        new("multipart", "\"style\": \"form\"", Odd, """{"c&d e":"x"}""", "c&d e: x", Encoding + "; RFC 7578, 4.2"),
    ];

    private static IEnumerable<WireCase> Numbered()
    {
        foreach (var (value, text) in new[]
        {
            ("1e15", "1000000000000000"), ("-1.25e16", "-12500000000000000"), ("123456789012345680000", "123456789012345680000"),
            ("0.00001", "0.00001"), ("-1.25e-7", "-0.000000125"), ("1e22", "1" + new string('0', 22)),
            ("5e-324", "0." + new string('0', 323) + "5"),
        })
        {
            yield return new("path", "", Number, value, text, Digits);
            yield return new("query", "", Number, value, "color=" + text, Digits);
            yield return new("header", "", Number, value, text, Digits);
            yield return new("form", "", Number, value, "color=" + text, Digits);
            yield return new("multipart", "", Number, value, "color: " + text, Digits);
        }

        yield return new("form", IsNotExploded, Texts, """["a,b","c d"]""", "color=a%2Cb,c+d", Encoding + "; RFC 6570 3.2.8");
        yield return new("query", IsNotExploded, Texts, """["a,b","c d"]""", "color=a%2Cb,c%20d", Styles + "; RFC 6570 3.2.8");
        yield return new("query", "", Numbers, "[1e15,1e-5]", "color=1000000000000000&color=0.00001", Digits);
        yield return new("query", "", """ "type": "number", "format": "float" """, "1e8", "color=100000000", Digits);
        yield return new("path", "", WholeNumber, "9007199254740993", "9007199254740993", "OpenAPI Format Registry, int64");
        yield return new("form", "", WholeNumber, "9007199254740993", "color=9007199254740993", "OpenAPI Format Registry, int64");
    }
}
