namespace Brev.Sdk.Generators.Specs;

/// <summary>The client's methods of one tag.</summary>
internal sealed record ClientTagSpec(ClientTarget Client, string DocumentNamespace, TagSpec Tag);
