using System.Globalization;
using System.Text;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// Replaces escapes of half a character, which JSON allows and no text of .NET can be read from. The replacement is as long as the escape,
/// so that places stay.
/// </summary>
internal static class LoneSurrogates
{
    private const string Replacement = "\\ufffd";

    private const int Length = 6;

    public static string Replace(string json)
    {
        StringBuilder? text = null;
        for (var index = json.IndexOf('\\'); index >= 0; index = index < json.Length ? json.IndexOf('\\', index) : -1)
        {
            if (!IsSurrogate(json, index, out var first))
            {
                index += 2;
                continue;
            }

            var isPair = char.IsHighSurrogate(first) && IsSurrogate(json, index + Length, out var second) && char.IsLowSurrogate(second);
            if (!isPair)
            {
                text ??= new StringBuilder(json);
                for (var offset = 0; offset < Length; offset++)
                {
                    text[index + offset] = Replacement[offset];
                }
            }

            index += isPair ? 2 * Length : Length;
        }

        return text?.ToString() ?? json;
    }

    private static bool IsSurrogate(string json, int index, out char character)
    {
        character = default;
        if (index + Length > json.Length || json[index] != '\\' || json[index + 1] != 'u'
            || !ushort.TryParse(json.Substring(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        character = (char)code;
        return char.IsSurrogate(character);
    }
}
