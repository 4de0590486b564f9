using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>The bounds of a plan, and what is said about one that is beyond them.</summary>
public sealed class PlanBoundsTests
{
    private const int LargestScript = 16 * 1024;

    private static readonly WorkspacePlan Plan = new()
    {
        Name = "train-1",
        Offer = new InstanceTypeOffer
        {
            Type = "g6e.xlarge",
            Provider = "aws",
            CloudCredId = "cred-1",
            Disk = new OfferDisk { MinGiB = 10, MaxGiB = 400, ImageMinGiB = 75 },
        },
    };

    public static TheoryData<string, WorkspacePlan> Beyond => new()
    {
        {
            "Name 'a b' is no name for a workspace. Use letters, digits, '.', '_' and '-', the first a letter or digit, at most 63 "
                + "characters.",
            Plan with { Name = "a b" }
        },
        { "DiskGiB is -1. Give the size in GiB, or 0 for the default of the offer.", Plan with { DiskGiB = -1 } },
        { "DiskGiB is 74, and 'g6e.xlarge' at aws needs 75 GiB: Brev takes less and fails minutes later.", Plan with { DiskGiB = 74 } },
        { "DiskGiB is 401, and 'g6e.xlarge' at aws has at most 400 GiB.", Plan with { DiskGiB = 401 } },
        {
            "StartupScript does not begin with a shebang, so it would not run. Begin its first line with '#!/bin/bash'.",
            Plan with { StartupScript = " #!/bin/bash" }
        },
        {
            "StartupScript has 16385 bytes, and 16384 (16 KiB) are allowed. Let a short script fetch the rest.",
            Plan with { StartupScript = Script(LargestScript + 1) }
        },
        {
            "StartupScript is only run on a virtual machine. Put the commands into the image or the compose file, or use "
                + "WorkspaceMode.VirtualMachine.",
            Plan with { StartupScript = "#!/bin/bash", Mode = WorkspaceMode.Container("image:1") }
        },
        { "Ports holds 'web' with port 0. A port is between 1 and 65535.", Plan with { Ports = Port("web", 0) } },
        { "Ports holds 'web' with port 65536. A port is between 1 and 65535.", Plan with { Ports = Port("web", 65536) } },
        { "Ports holds the port 80 without a name. Name it after its application.", Plan with { Ports = Port(" ", 80) } },
        {
            "FirewallRules holds the port 'http'. Write a port such as '8080' or a range such as '8000-8100'.",
            Plan with { FirewallRules = [Rule("http", FirewallAllowedIps.All)] }
        },
        {
            "FirewallRules opens port 80 to the user's own address, which is not given. Set ClientIps to your public address, such as "
                + "'203.0.113.10/32'.",
            Plan with { FirewallRules = [Rule("80", FirewallAllowedIps.UserIP)] }
        },
        {
            "Mode runs a container without an image. Set ContainerUrl.",
            Plan with { Mode = WorkspaceMode.Container(new CustomContainer()) }
        },
        {
            "Mode runs Docker Compose and needs either the address of the compose file (FileUrl) or its text (YamlString), and not both.",
            Plan with
            {
                Mode = WorkspaceMode.Compose(new DockerCompose { FileUrl = "https://example.com/c.yml", YamlString = "services: {}" }),
            }
        },
        { "An offer has no type. Take offers of SearchInstanceTypesAsync.", Plan with { Offer = Plan.Offer with { Type = " " } } },
        {
            "The offer 'g6e.xlarge' names neither a cloud credential nor a workspace group, and Brev needs one. Take it from "
                + "SearchInstanceTypesAsync, which reads them from the list of the organization.",
            Plan with { Offer = Plan.Offer with { CloudCredId = null } }
        },
    };

    public static TheoryData<WorkspacePlan> At => new()
    {
        Plan with { Name = "a" }, Plan with { Name = "9._-" + new string('z', 59) },
        Plan with { DiskGiB = 0 }, Plan with { DiskGiB = 75 }, Plan with { DiskGiB = 400 },
        Plan with { StartupScript = "#!/bin/sh" }, Plan with { StartupScript = Script(LargestScript) },
        Plan with { StartupScript = Script(LargestScript - 1) + "\r\n" },
        Plan with { Ports = Port("web", 1) }, Plan with { Ports = Port("web", 65535) },
        Plan with { FirewallRules = [Rule("1", FirewallAllowedIps.All), Rule("8000-8000", FirewallAllowedIps.All)] },
        Plan with { FirewallRules = [Rule("80", FirewallAllowedIps.UserIP)], ClientIps = ["203.0.113.10/32"] },
        Plan with { Mode = WorkspaceMode.Compose(new DockerCompose { YamlString = "services: {}" }) },
        Plan with { Offer = Plan.Offer with { CloudCredId = null, WorkspaceGroupId = "group-1" } },
    };

    [Theory]
    [MemberData(nameof(Beyond))]
    public void A_plan_beyond_a_bound_is_refused_with_its_value_and_what_to_do(string message, WorkspacePlan plan) =>
        Assert.Equal(
            $"WorkspacePlan.{message} (Parameter 'plan')", Assert.Throws<ArgumentException>(() => PlanValidation.Validate(plan)).Message);

    [Theory]
    [MemberData(nameof(At))]
    public void A_plan_at_a_bound_is_taken(WorkspacePlan plan) => PlanValidation.Validate(plan);

    private static string Script(int bytes) => "#!/bin/bash\n".PadRight(bytes, '#');

    private static Dictionary<string, int> Port(string name, int port) => new() { [name] = port };

    private static FirewallRule Rule(string port, FirewallAllowedIps allowed) => new() { Port = port, AllowedIps = allowed };
}
