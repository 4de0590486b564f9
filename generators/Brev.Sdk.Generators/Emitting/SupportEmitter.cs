using Brev.Sdk.Generators.Emitting.Support;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the types that emitted code refers to; only those that are used.</summary>
internal static class SupportEmitter
{
    public const string JsonText = nameof(JsonText);

    public const string UnionReader = nameof(UnionReader);

    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["GoDurationConverter"] = GoDurationConverterSource.Text,
        ["IsoDurationConverter"] = IsoDurationConverterSource.Text,
        ["LenientDateTimeOffsetConverter"] = LenientDateTimeOffsetConverterSource.Text,
        ["NanosecondsConverter"] = NanosecondsConverterSource.Text,
        ["ProtobufDurationConverter"] = ProtobufDurationConverterSource.Text,
        [JsonText] = JsonTextSource.Text,
        [UnionReader] = UnionReaderSource.Text,
    };

    /// <summary>The names of the converters without their suffix.</summary>
    public static IEnumerable<string> ConvertedNames =>
        Sources.Keys.Where(name => name.EndsWith("Converter", StringComparison.Ordinal)).Select(name => name.Substring(0, name.Length - "Converter".Length));

    public static string Emit(string targetNamespace, string name)
    {
        var writer = SourceFile.Begin(targetNamespace + ".Serialization");
        var attributes = SourceFile.HiddenInEditors + "\n" + SourceFile.GeneratedCode;
        foreach (var line in Sources[name].Replace("\r", "").Replace("[Generated]", attributes).Split('\n'))
        {
            writer.Line(line);
        }

        return writer.ToString();
    }
}
