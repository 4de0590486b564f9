using System.Globalization;
using System.Reflection;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>
/// Writes values into paths and queries as the API reads them: lower-case booleans, RFC 3339 times and dates, invariant numbers.
/// </summary>
internal sealed class QueryValueFormatter : IUrlParameterFormatter
{
    public string? Format(object? value, ICustomAttributeProvider attributeProvider, Type type) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
