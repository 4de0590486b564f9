using System.Text;

namespace Brev.Sdk.Http;

/// <summary>The encoding of a body.</summary>
internal static class BodyEncoding
{
    /// <summary>The one that the header names. UTF-8 where it names none, or one that does not exist, such as <c>utf8</c>.</summary>
    public static Encoding Of(string? charSet)
    {
        try
        {
            return string.IsNullOrEmpty(charSet) ? Encoding.UTF8 : Encoding.GetEncoding(charSet.Trim('"', '\''));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
