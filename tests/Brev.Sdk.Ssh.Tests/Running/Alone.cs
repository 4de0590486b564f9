namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Tests that run when all others have ended.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
