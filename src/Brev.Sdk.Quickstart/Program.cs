using Brev.Sdk;
using Brev.Sdk.Quickstart;
using Brev.Sdk.Quickstart.Stages;
using Spectre.Console;

var line = CommandLine.Parse(args);
if (line.Help || line.Problem is not null)
{
    Console.WriteLine(line.Problem is null
        ? CommandLine.Usage
        : line.Problem + Environment.NewLine + Environment.NewLine + CommandLine.Usage);
    return line.Help ? 0 : 2;
}

try
{
    if (line.Redis is { } redis)
    {
        return await new FleetTour(AnsiConsole.Console, redis).RunAsync();
    }

    await using IStage stage = line.Live ? new LiveStage() : await FakeStage.StartAsync();
    return await new Tour(AnsiConsole.Console, stage, line).RunAsync();
}
catch (BrevException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (ArgumentException exception) when (line.Redis is not null)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
