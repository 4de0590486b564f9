namespace Brev.Sdk.Tests.Conventions;

public sealed class FrameworkTests : FrameworkOfTests;
