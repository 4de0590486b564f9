namespace Brev.Sdk.Tests.Testing.Connect;

/// <summary>Reads a paged list to its end.</summary>
internal static class Collect
{
    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
        {
            all.Add(item);
        }

        return all;
    }
}
