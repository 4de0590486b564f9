using System.Text.Json;
using System.Text.Json.Serialization;
using Brev.Sdk.Serialization;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>Open enumerations by way of their texts.</summary>
internal sealed class TwinEnumConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsValueType
            && typeToConvert.GetInterfaces().Any(contract => contract.Name.StartsWith("IOpenEnum", StringComparison.Ordinal));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : struct, IOpenEnum<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => T.Create(new(JsonElement.ParseValue(ref reader).GetRawText(), isNumber: true)),
            JsonTokenType.String => T.Create(new(reader.GetString()!)),
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (value.Wire.IsNumber)
            {
                writer.WriteRawValue(value.Wire.Text);
                return;
            }

            writer.WriteStringValue(value.Wire.Text);
        }
    }
}
