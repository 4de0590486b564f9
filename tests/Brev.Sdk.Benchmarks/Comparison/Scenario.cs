using System.Net;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>One kind of call: what is called, and what comes back.</summary>
internal sealed record Scenario(string Name, Func<IPeer, Task> Call, HttpStatusCode Status, byte[] Body)
{
    /// <summary>One machine, 3 KB.</summary>
    public static Scenario GetOne { get; } =
        new("get one workspace", static peer => peer.GetAsync(), HttpStatusCode.OK, CannedBody.Workspace);

    /// <summary>A hundred machines, 270 KB.</summary>
    public static Scenario List { get; } =
        new("list 100 workspaces", static peer => peer.ListAsync(), HttpStatusCode.OK, CannedBody.Workspaces);

    /// <summary>A success without a body.</summary>
    public static Scenario Empty { get; } = new("empty 2xx", static peer => peer.BlockAsync(), HttpStatusCode.OK, []);

    /// <summary>An error that the caller catches.</summary>
    public static Scenario Missing { get; } =
        new("404", static peer => peer.GetMissingAsync(), HttpStatusCode.NotFound, CannedBody.NotFound);

    public static IReadOnlyList<Scenario> All { get; } = [GetOne, List, Empty, Missing];
}
