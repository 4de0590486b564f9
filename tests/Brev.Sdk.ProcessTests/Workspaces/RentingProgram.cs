using System.Diagnostics;
using Brev.Sdk.ProcessTests.Readme;
using Brev.Sdk.Testing;

namespace Brev.Sdk.ProcessTests.Workspaces;

/// <summary>A program that rents a workspace from a fake and uses it until it is killed, or told to end.</summary>
public sealed class RentingProgram : IDisposable
{
    private const string Source = """
        using Brev.Sdk;
        using Microsoft.Extensions.Logging;

        using var brev = new BrevClient(new BrevClientOptions { LoggerFactory = new Warnings() });
        var offer = new InstanceTypeOffer { Type = args[1], CloudCredId = args[2], OrganizationId = args[3], CanStop = true };
        Console.WriteLine("begins");
        await using var lease = await brev.RentWorkspaceAsync(
            new WorkspacePlan { Name = args[0], Offer = offer },
            new LeaseOptions
            {
                WaitFor = WorkspaceCondition.Running,
                Wait = new WaitOptions { PollInterval = TimeSpan.FromMilliseconds(20) },
            });
        Console.WriteLine("rented " + lease.Workspace.Id);
        if (await Console.In.ReadLineAsync() == "exit")
        {
            Environment.Exit(3);
        }

        sealed class Warnings : ILoggerFactory, ILogger
        {
            public ILogger CreateLogger(string category) => this;
            public void AddProvider(ILoggerProvider provider) { }
            public IDisposable? BeginScope<T>(T state) where T : notnull => null;
            public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;
            public void Log<T>(LogLevel level, EventId id, T state, Exception? exception, Func<T, Exception?, string> write) =>
                Console.WriteLine($"logged {id.Id} {write(state, exception)}");
            public void Dispose() { }
        }
        """;

    private readonly CompiledExample _program = new();
    private readonly FakeBrev _fake;
    private readonly string _home;

    public RentingProgram(FakeBrev fake, string home)
    {
        (_fake, _home) = (fake, home);
        Assert.Empty(_program.Compile(Source));
        _program.AddDependencies();
    }

    /// <summary>Starts it in a process of its own, signed in through the credentials file of its home.</summary>
    public Process Start(string name)
    {
        var type = _fake.InstanceTypes.Get(FakeInstanceTypes.DefaultType);

        // A test run in the background may ignore signals, and its children would inherit that.
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in new[]
        {
            "--default-signal", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", _program.Program, name,
            type.Type!, type.CloudCredId!, _fake.Organizations.Default.Id!,
        })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (variable, value) in _fake.EnvironmentVariables)
        {
            start.Environment[variable] = value;
        }

        start.Environment["HOME"] = _home;

        // A process that is killed cannot delete the sockets that it opens for debuggers in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    public void Dispose() => _program.Dispose();
}
