namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>A way to make the compared calls.</summary>
internal interface IPeer : IDisposable
{
    Task GetAsync();

    Task ListAsync();

    Task BlockAsync();

    /// <summary>A call whose error is caught.</summary>
    Task GetMissingAsync();
}
