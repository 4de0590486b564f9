using Brev.Sdk.Redis.ProcessTests.Processes;

namespace Brev.Sdk.Redis.ProcessTests;

/// <summary>The program of one instance of a fleet; the tests themselves are run by their runner.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => args is ["instance", ..] ? InstanceProgram.RunAsync(args[1..]) : Task.FromResult(2);
}
