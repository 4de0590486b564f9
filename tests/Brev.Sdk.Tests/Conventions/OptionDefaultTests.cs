using System.Collections;
using System.Globalization;
using Brev.Sdk.Tests.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>
/// Every option that a user can set, with its default where no variable of the environment says otherwise: one that is added has no place
/// here until it is pinned.
/// </summary>
[Collection(Alone.Name)]
public sealed class OptionDefaultTests : IDisposable
{
    private static readonly string[] Variables = ["BREV_API_URL", "BREV_PUBLIC_API_URL", "BREV_ORG_ID"];

    private readonly string?[] _before = [.. Variables.Select(Environment.GetEnvironmentVariable)];

    public OptionDefaultTests() => Array.ForEach(Variables, static variable => Environment.SetEnvironmentVariable(variable, null));

    public void Dispose() => Array.ForEach(Variables, variable =>
        Environment.SetEnvironmentVariable(variable, _before[Array.IndexOf(Variables, variable)]));

    private static readonly WorkspacePlan Plan = new() { Name = "n", Offer = new InstanceTypeOffer { Type = "t" } };

    public static TheoryData<Type, string> Defaults => new()
    {
        {
            typeof(BrevClientOptions),
            """
            ControlPlaneEndpoint = https://brevapi.us-west-2-prod.control-plane.brev.dev/
            Credential = BrevCredential.Default
            Handlers = none
            LoggerFactory = nowhere
            MaxResponseSize = 67108864
            MaxRetries = 2
            OrganizationId = null
            PublicApiEndpoint = https://api.brev.dev/
            RequestTimeout = 00:00:30
            TimeProvider = of the system
            Transport = null
            """
        },
        {
            typeof(WaitOptions),
            """
            Before = null
            BuildStartTimeout = 00:05:00
            MaximumOutage = 00:05:00
            PollInterval = 00:00:05
            TestConnection = False
            Timeout = null
            """
        },
        {
            typeof(LeaseOptions),
            """
            AtEnd = Delete
            EndsWithProcess = True
            ReclaimsFirst = True
            RecordFolder = null
            TimeToLive = null
            Wait = null
            WaitFor = SshReachable
            """
        },
        {
            typeof(WorkspacePlan),
            """
            BaseImage = none
            ClientIps = none
            Description = none
            DiskGiB = 0
            Fallbacks = none
            Files = none
            FirewallRules = none
            Labels = none
            LaunchableId = null
            Mode = WorkspaceMode.VirtualMachine
            Name = given
            Offer = given
            OrganizationId = null
            Ports = none
            StartupScript = null
            StopsWhenIdle = False
            """
        },
        {
            typeof(InstanceTypeQuery),
            """
            Architecture = null
            Currency = USD
            GpuName = null
            IncludeCpu = False
            IncludeOtherVendors = False
            IncludePreemptible = False
            IncludeUnavailable = False
            Location = null
            MaxDeployTime = null
            MaxGpuCount = null
            MaxPricePerGpuHour = null
            MaxPricePerHour = null
            MinComputeCapability = null
            MinDiskGiB = null
            MinGpuCount = null
            MinGpuMemoryGiB = null
            MinMemoryGiB = null
            MinTotalGpuMemoryGiB = null
            MinVcpus = null
            MustHaveFirewall = False
            MustReboot = False
            MustStop = False
            OrderBy = Price
            OrganizationId = null
            Provider = null
            ReverseOrder = False
            """
        },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Every_option_has_its_default(Type type, string expected)
    {
        var options = type == typeof(WorkspacePlan) ? Plan : Activator.CreateInstance(type);

        Assert.Equal(
            expected.ReplaceLineEndings("\n"),
            string.Join('\n', type.GetProperties().OrderBy(static property => property.Name, StringComparer.Ordinal)
                .Select(property => $"{property.Name} = {Text(property.GetValue(options))}")));
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        "" => "none",
        IEnumerable list and not string => list.Cast<object>().Any() ? "some" : "none",
        _ when ReferenceEquals(value, BrevCredential.Default) => "BrevCredential.Default",
        _ when ReferenceEquals(value, NullLoggerFactory.Instance) => "nowhere",
        _ when ReferenceEquals(value, TimeProvider.System) => "of the system",
        _ when ReferenceEquals(value, WorkspaceMode.VirtualMachine) => "WorkspaceMode.VirtualMachine",
        _ when ReferenceEquals(value, Plan.Name) || ReferenceEquals(value, Plan.Offer) => "given",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
