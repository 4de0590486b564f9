using Brev.Sdk.Tests.Conventions;

namespace Brev.Sdk.Ssh.Tests.Conventions;

/// <summary>The package for SSH.</summary>
public sealed class ConventionTests() : PackageConventionTests(["Brev.Sdk"], "Renci", typeof(BrevSshSession).Assembly);
