using BenchmarkDotNet.Running;
using Brev.Sdk.Benchmarks.Comparison;

return args switch
{
    ["serve"] => await CannedServer.RunAsync(),
    ["first-call", var peer, var address] => await ColdStart.RunOneAsync(peer, new Uri(address)),
    ["table", .. var rest] => await ComparisonTable.RunAsync(rest),
    ["bytes", .. var rest] => BytesPerCall.Run(rest),
    _ => RunBenchmarks(args),
};

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}
