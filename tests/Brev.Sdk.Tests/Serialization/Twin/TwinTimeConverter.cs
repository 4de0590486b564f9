using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>Reads times by a regular expression: what the parser of the models is compared with.</summary>
internal sealed partial class TwinTimeConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var match = Time().Match(reader.GetString()!);
        return match.Success ? Parse(match.Groups) : null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        var time = value!.Value;
        var text = time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        writer.WriteStringValue(time.Offset == TimeSpan.Zero ? text + "Z" : text + time.ToString("zzz", CultureInfo.InvariantCulture));
    }

    private static DateTimeOffset? Parse(GroupCollection parts)
    {
        var clock = parts[2].Value;
        var isLeap = clock.EndsWith(":60", StringComparison.Ordinal);
        clock = isLeap ? clock[..6] + "59" : clock;
        var fraction = isLeap ? "0000000" : parts[3].Value.PadRight(7, '0')[..7];
        var zone = parts[4].Success ? "+00:00" : $"{parts[5].Value}:{(parts[6].Success ? parts[6].Value : "00")}";
        var isTime = DateTimeOffset.TryParseExact(
            $"{parts[1].Value}T{clock}.{fraction}{zone}", "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time);
        return !isTime || time.UtcDateTime.Year == 1 ? null : isLeap ? time.AddSeconds(1) : time;
    }

    [GeneratedRegex(
        @"^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,]([0-9]+))?"
            + @" ?(?:([Zz]|UTC|GMT)|([+-][0-9]{2}):?([0-9]{2})?)(?: [A-Z+-].*)?\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
