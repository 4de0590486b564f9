using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>A whole number that is written as a text.</summary>
internal sealed class TwinIntegerTextConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TwinIntegerConverter<long>.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value!.Value.ToString(CultureInfo.InvariantCulture));
}
