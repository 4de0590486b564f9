using Brev.Sdk.Tests.Conventions;

namespace Brev.Sdk.ProcessTests.Conventions;

public sealed class FrameworkTests : FrameworkOfTests;
