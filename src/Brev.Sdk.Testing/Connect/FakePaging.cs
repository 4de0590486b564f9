using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing;

/// <summary>
/// How the Connect services cut their lists into pages. The sizes can be changed at any time, also between two pages of one list.
/// </summary>
public sealed class FakePaging
{
    private int _defaultSize = 100;
    private int _largestSize = 1000;

    internal FakePaging()
    {
    }

    /// <summary>How many items a page has when the request does not say. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than one.</exception>
    public int DefaultSize
    {
        get => _defaultSize;
        set => _defaultSize = AtLeastOne(value);
    }

    /// <summary>The most items that a page has, whatever the request asks for. Default: 1000, which the CLI asks for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than one.</exception>
    public int LargestSize
    {
        get => _largestSize;
        set => _largestSize = AtLeastOne(value);
    }

    /// <summary>The page of a list that the request asks for.</summary>
    /// <param name="call">The request.</param>
    /// <param name="items">The whole list, in an order that stays.</param>
    /// <param name="type">How an item is written.</param>
    /// <param name="scope">What the list is of: a page token of one list is none of another.</param>
    /// <param name="limit">The most items of this list's pages, if it has a limit of its own.</param>
    internal FakeAnswer Answer<T>(
        OperationCall call, IReadOnlyList<T> items, JsonTypeInfo<T> type, string scope = "", int limit = int.MaxValue)
    {
        var parameters = call.Body.Message("pageParams");
        var size = parameters.Number("pageSize");
        if (size < 0)
        {
            return ConnectErrors.InvalidArgument("page size must not be negative");
        }

        var list = $"{call.Request.OperationId}/{scope}";
        if (ReadToken(parameters.Text("pageToken"), list) is not { } start)
        {
            return ConnectErrors.InvalidArgument("invalid page token");
        }

        var count = Math.Min(size == 0 ? DefaultSize : size, Math.Min(LargestSize, limit));
        return ConnectAnswer.OfItems(
            items.Skip(start).Take(count), type, start + count < items.Count ? WriteToken(start + count, list) : null);
    }

    private static int AtLeastOne(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }

    private static string WriteToken(int start, string list) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{start}@{list}")));

    private static int? ReadToken(string token, string list)
    {
        if (token.Length == 0)
        {
            return 0;
        }

        Span<byte> bytes = new byte[token.Length];
        var text = Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]) : "";
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && text[(at + 1)..] == list
            && int.TryParse(text[..at], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : null;
    }
}
