namespace Brev.Sdk.Quickstart;

/// <summary>What the reader asked for.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        Lives through the life of a GPU workspace: find, rent, use, stop, give back.

        Usage: dotnet run --project src/Brev.Sdk.Quickstart -- [options]

          (none)                  against a fake Brev on this machine: no account, no cost
          --live                  against Brev, with your own login (brev login, BREV_API_KEY or BREV_API_TOKEN)
          --organization <name>   with --live: the organization, by name or id; default: the active one
          --gpu <name>            the GPU to look for, such as L40S; default: the cheapest that can be stopped
          --yes                   with --live: do not ask before a workspace is rented, which costs money
          --redis <server>        instead: one login for a fleet, kept in that Redis (localhost:6379): sign in, refresh, adopt, sign out
          --help                  this text

        Ctrl+C ends it and gives back what is rented.
        """;

    public bool Live { get; private init; }

    public bool Yes { get; private init; }

    public bool Help { get; private init; }

    public string? Organization { get; private init; }

    /// <summary>The Redis of the fleet's tour, as StackExchange.Redis writes it.</summary>
    public string? Redis { get; private init; }

    public string? Gpu { get; private init; }

    /// <summary>What is wrong with the arguments; <see langword="null"/> when nothing is.</summary>
    public string? Problem { get; private init; }

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var index = 0; index < arguments.Count && line.Problem is null; index++)
        {
            line = arguments[index] switch
            {
                "--live" => line with { Live = true },
                "--yes" => line with { Yes = true },
                "--help" or "-h" => line with { Help = true },
                "--organization" when ++index < arguments.Count => line with { Organization = arguments[index] },
                "--gpu" when ++index < arguments.Count => line with { Gpu = arguments[index] },
                "--redis" when ++index < arguments.Count => line with { Redis = arguments[index] },
                "--organization" or "--gpu" or "--redis" => line with { Problem = "The last option needs a value." },
                var other => line with { Problem = $"'{other}' is not an option." },
            };
        }

        return line;
    }
}
