using System.Diagnostics;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.ProcessTests.Readme;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.ProcessTests.Credentials.Processes;

/// <summary>
/// A program that does with a credentials file what its arguments say, one line for each outcome and for each warning about the store. It
/// runs in a process of its own, whose rights and limits are the test's to choose.
/// </summary>
public sealed class RefreshingProgram : IDisposable
{
    private const string Source = """
        using Brev.Sdk;
        using Microsoft.Extensions.Logging;

        var path = args[0];
        var options = new BrevCredentialOptions { KasEndpoint = new Uri(args[1]), LoggerFactory = new Warnings() };
        var credential = BrevCredential.FromCredentialsFile(path, options);
        var hoard = new List<FileStream>();
        foreach (var command in args[2..])
        {
            try
            {
                await DoAsync(command);
            }
            catch (BrevException exception)
            {
                Console.WriteLine($"{exception.GetType().Name}: {exception.Message}");
            }
        }

        async Task DoAsync(string command)
        {
            switch (command)
            {
                case "load":
                    Console.WriteLine("token " + (await credential.GetTokenAsync()).Token);
                    break;
                case "refresh":
                    Console.WriteLine("token " + (await credential.GetTokenAsync(forceRefresh: true)).Token);
                    break;
                case "begin again":
                    credential = BrevCredential.FromCredentialsFile(path, options);
                    break;
                case "settle":
                    // A refresh gives its lock back, and a file descriptor with it, after its token can be seen.
                    await credential.DisposeAsync();
                    credential = BrevCredential.FromCredentialsFile(path, options);
                    await credential.GetTokenAsync();
                    break;
                case "open all files":
                    try
                    {
                        while (true)
                        {
                            hoard.Add(File.OpenRead("/dev/null"));
                        }
                    }
                    catch (IOException)
                    {
                        break;
                    }
                case "close them":
                    hoard.ForEach(file => file.Dispose());
                    break;
                default:
                    var login = new BrevLoginOptions { CredentialsPath = path, AskBrev = false, Credential = options };
                    await (command.StartsWith("bak-")
                        ? BrevLogin.SignInWithApiKeyAsync(command, "org-1", login)
                        : BrevLogin.SignInWithTokenAsync(command, login));
                    Console.WriteLine("signed in");
                    break;
            }
        }

        sealed class Warnings : ILoggerFactory, ILogger
        {
            public ILogger CreateLogger(string categoryName) => this;
            public void AddProvider(ILoggerProvider provider) { }
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;
            public void Dispose() { }
            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel) && eventId.Id is >= 20 and < 30)
                {
                    Console.WriteLine($"warning {eventId.Id}: {formatter(state, exception)}");
                }
            }
        }
        """;

    /// <summary>
    /// What takes from root what sets it above other users, so that modes bind it too; other users have nothing to be taken.
    /// </summary>
    public static readonly string[] AsAnOrdinaryUser =
        Environment.IsPrivilegedProcess ? ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] : [];

    private readonly CompiledExample _program = new();

    public RefreshingProgram()
    {
        Assert.Empty(_program.Compile(Source));
        _program.AddDependencies();
    }

    /// <summary>Lets a shell set something first, which lasts for the program.</summary>
    public static string[] After(string setting) => ["sh", "-c", setting + "; exec \"$0\" \"$@\""];

    /// <summary>Runs it.</summary>
    /// <param name="under">The program that starts it, with its arguments.</param>
    /// <param name="path">The credentials file.</param>
    /// <param name="provider">The identity provider.</param>
    /// <param name="commands">What to do, one after the other.</param>
    public async Task<IReadOnlyList<string>> RunAsync(
        IEnumerable<string> under, string path, LoopbackServer provider, params string[] commands)
    {
        string[] line = [.. under, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? "dotnet", "exec", _program.Program, path, provider.Address.ToString(), .. commands];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(AuthenticationStage.Patience * 2);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.Equal("", await errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => _program.Dispose();
}
