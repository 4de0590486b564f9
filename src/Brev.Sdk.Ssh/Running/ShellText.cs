using System.Text;

namespace Brev.Sdk.Ssh.Running;

/// <summary>Quotes for a POSIX shell.</summary>
internal static class ShellText
{
    private const string Home = "~/";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One word that arrives byte for byte, whatever is in it.</summary>
    /// <exception cref="ArgumentException">It has a character that no argument of a program can have.</exception>
    public static string Quote(string text)
    {
        Check(text, nameof(text));
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    /// <summary>A path as one word; <c>~</c> and <c>~/</c> at its beginning stand for the home.</summary>
    public static string QuotePath(string path) =>
        path == "~"
            ? "\"$HOME\""
            : path.StartsWith(Home, StringComparison.Ordinal) ? $"\"$HOME\"/{Quote(path[Home.Length..])}" : Quote(path);

    /// <summary>The bytes that it travels as.</summary>
    /// <exception cref="ArgumentException">It has a NUL character, or half of a surrogate pair.</exception>
    public static int Check(string text, string parameter)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                "The text has a NUL character, which cannot be a part of a command. Send such bytes by standard input.", parameter);
        }

        try
        {
            return StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException(
                $"The text has half of a surrogate pair at index {exception.Index}, which cannot be written as UTF-8.",
                parameter,
                exception);
        }
    }
}
