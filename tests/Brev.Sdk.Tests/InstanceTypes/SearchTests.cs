using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Doubles;

namespace Brev.Sdk.Tests.InstanceTypes;

public sealed class SearchTests
{
    [Fact]
    public async Task The_cheapest_stands_first() =>
        Assert.Equal(["b", "c", "a"], await Listed.NamesAsync(new(), Listed.Type("a", 3), Listed.Type("b", 1), Listed.Type("c", 2)));

    [Fact]
    public async Task A_cloud_that_could_not_be_asked_is_named_in_the_log()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var log = new CollectedLog();
        var options = fake.CreateOptions();
        options.LoggerFactory = log;
        using var client = new BrevClient(options);
        fake.Requests.FailNext("ListOrganizationInstanceTypes", new FakeFailure(HttpStatusCode.OK)
        {
            Body = """{"allInstanceTypes":[],"workspaceGroupErrors":"""
                + """[{"workspaceGroup":{"name":"Azure"},"errorMessage":"listing failed"},null,{}]}""",
        });

        Assert.Empty(await client.SearchInstanceTypesAsync(new()));

        Assert.Collection(
            log.Warnings,
            static warning => Assert.StartsWith("Brev could not list what Azure offers: listing failed", warning, StringComparison.Ordinal),
            static warning => Assert.StartsWith("Brev could not list what one cloud offers", warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_price_of_zero_is_unknown_stands_last_and_meets_no_maximum()
    {
        InstanceType[] types = [Listed.Type("none", 0), Listed.Type("dear", 9), Listed.Type("cheap", 1)];

        Assert.Equal(["cheap", "dear", "none"], await Listed.NamesAsync(new(), types));
        Assert.Equal(["cheap", "dear", "none"], await Listed.NamesAsync(new() { OrderBy = InstanceTypeOrder.PricePerGpu }, types));
        Assert.Equal(["cheap", "dear", "none"], await Listed.NamesAsync(new() { OrderBy = InstanceTypeOrder.Vcpus }, types));
        Assert.Equal(["cheap"], await Listed.NamesAsync(new() { MaxPricePerHour = 5 }, types));
        Assert.Equal(["cheap"], await Listed.NamesAsync(new() { MaxPricePerGpuHour = 5 }, types));
    }

    [Theory]
    [InlineData(InstanceTypeOrder.Vcpus, "c,a,b")]
    [InlineData(InstanceTypeOrder.Memory, "b,a,c")]
    [InlineData(InstanceTypeOrder.Disk, "a,c,b")]
    [InlineData(InstanceTypeOrder.DeployTime, "b,c,a")]
    [InlineData(InstanceTypeOrder.Provider, "c,b,a")]
    [InlineData(InstanceTypeOrder.Architecture, "b,a,c")]
    public async Task An_order_by_what_is_no_GPU_puts_the_best_first(InstanceTypeOrder order, string names) =>
        Assert.Equal(names, string.Join(',', await Listed.NamesAsync(
            new() { OrderBy = order },
            Machine("a", 8, "32GiB", new Storage { MinSize = "10GiB" }, 4, "shadeform", CpuArchitecture.X64),
            Machine("b", 4, "64GiB", new Storage { Size = "500GiB" }, 1, "gcp", CpuArchitecture.Arm64),
            Machine("c", 16, "16GiB", new Storage { MaxSize = "2TiB" }, 2, "aws"))));

    private static InstanceType Machine(
        string type, int vcpus, string memory, Storage disk, int minutes, string provider, params CpuArchitecture[] architectures) =>
        Listed.Type(type) with
        {
            Vcpu = vcpus,
            Memory = memory,
            SupportedStorage = [disk],
            EstimatedDeployTime = TimeSpan.FromMinutes(minutes),
            Provider = provider,
            SupportedArchitectures = architectures,
        };

    [Fact]
    public async Task The_order_of_the_list_does_not_matter()
    {
        InstanceType[] types = [Listed.Type(
            "b"), Listed.Type("a") with { Location = "z" }, Listed.Type("a") with { Location = "y" }, Listed.Type("c", count: 2)];

        var forward = await Listed.SearchAsync(new(), types);
        var backward = await Listed.SearchAsync(new(), [.. types.AsEnumerable().Reverse()]);

        Assert.Equal(
            forward.Select(static offer => offer.Type + offer.Location), backward.Select(static offer => offer.Type + offer.Location));
    }

    [Fact]
    public async Task The_cheapest_stoppable_GPU_of_40_GiB_takes_one_call()
    {
        var offers = await Listed.SearchAsync(
            new() { MinGpuMemoryGiB = 40, MustStop = true },

            Listed.Type("small", 0.5m),
            Listed.Type("fixed", 1, "L40S", "48GiB") with { Stoppable = null },
            Listed.Type("right", 2, "L40S", "44GiB"));

        Assert.Equal("right", offers[0].Type);
    }

    [Theory]
    [InlineData("H100", "h100,sxm")]
    [InlineData("nvidia-h100-80gb", "h100,sxm")]
    [InlineData("H100 SXM", "sxm")]
    [InlineData("A100", "a40,a80")]
    [InlineData("A100 80GB", "a80")]
    [InlineData("a100-40gb", "a40")]
    [InlineData("L4", "l4")]
    [InlineData("l40s", "l40s")]
    [InlineData("A10", "")]
    [InlineData("RTX", "rtx")]
    [InlineData("NVIDIA", "a40,a80,h100,l4,l40s,rtx,sxm")]
    public async Task A_GPU_is_found_by_its_model(string name, string found)
    {
        var names = await Listed.NamesAsync(
            new() { GpuName = name, OrderBy = InstanceTypeOrder.Type },
            Listed.Type("h100", gpu: "nvidia-h100-80gb", memory: "80GiB"), Listed.Type("sxm", gpu: "H100_sxm5x8", memory: "80GiB"),
            Listed.Type("a80", gpu: "A100_80G", memory: "79GiB"), Listed.Type("a40", gpu: "A100", memory: "40GiB"),
            Listed.Type("l4", gpu: "L4"), Listed.Type("l40s", gpu: "L40S", memory: "44GiB"), Listed.Type("rtx", gpu: "RTX4090"));

        Assert.Equal(found, string.Join(',', names));
    }

    [Fact]
    public async Task Look_alike_Arm_machines_are_told_apart_by_model() =>
        Assert.Equal(["g4dn.xlarge"], await Listed.NamesAsync(
            new() { GpuName = "T4" },
            Listed.Type("g5g.xlarge", gpu: "T4g") with { SupportedArchitectures = [CpuArchitecture.Arm64] },
            Listed.Type("g4dn.xlarge", gpu: "T4")));

    [Theory]
    [InlineData("x86_64", "intel,silent")]
    [InlineData("amd64", "intel,silent")]
    [InlineData("arm64", "g5g.xlarge")]
    [InlineData("AArch64", "g5g.xlarge")]
    public async Task A_processor_is_found_in_every_spelling(string architecture, string found)
    {
        var names = await Listed.NamesAsync(
            new() { Architecture = architecture },
            Listed.Type("g5g.xlarge", gpu: "T4") with { SupportedArchitectures = [] },
            Listed.Type("intel") with { SupportedArchitectures = ["amd64"] },
            Listed.Type("silent") with { SupportedArchitectures = [] });

        Assert.Equal(found, string.Join(',', names));
    }

    [Fact]
    public async Task Machines_without_a_GPU_are_found_on_request_alone()
    {
        var machine = Listed.Type("cpu") with { SupportedGpus = [] };

        Assert.Empty(await Listed.SearchAsync(new(), machine));
        Assert.Single(await Listed.SearchAsync(new() { IncludeCpu = true }, machine));
    }

    [Fact]
    public async Task A_condition_on_the_GPU_leaves_machines_without_one_out() =>
        Assert.Empty(
            await Listed.SearchAsync(new() { IncludeCpu = true, MinGpuMemoryGiB = 16 }, Listed.Type("cpu") with { SupportedGpus = [] }));

    [Fact]
    public async Task GPUs_of_other_makers_are_found_on_request_alone()
    {
        var machine = Listed.Type("gaudi") with { SupportedGpus = [new Gpu { Name = "Gaudi HL-205", Count = 8, Manufacturer = "Intel" }] };

        Assert.Empty(await Listed.SearchAsync(new(), machine));
        Assert.Single(await Listed.SearchAsync(new() { IncludeOtherVendors = true }, machine));
        Assert.Single(await Listed.SearchAsync(new() { GpuName = "Gaudi" }, machine));
    }

    [Fact]
    public async Task What_is_not_available_is_found_on_request_and_stands_last() =>
        Assert.Equal(["there", "gone"], await Listed.NamesAsync(
            new() { IncludeUnavailable = true }, Listed.Type("gone", 1) with { IsAvailable = false }, Listed.Type("there", 2)));

    [Fact]
    public async Task What_is_not_available_is_left_out() =>
        Assert.Empty(await Listed.SearchAsync(new(), Listed.Type("gone") with { IsAvailable = false }));

    [Fact]
    public async Task Machines_that_can_be_taken_away_are_found_on_request_alone()
    {
        var machine = Listed.Type("spot") with { Preemptible = true };

        Assert.Empty(await Listed.SearchAsync(new(), machine));
        Assert.True(Assert.Single(await Listed.SearchAsync(new() { IncludePreemptible = true }, machine)).IsPreemptible);
    }

    public static TheoryData<InstanceTypeQuery, bool> Conditions => new()
    {
        { new() { MinGpuCount = 2 }, true }, { new() { MinGpuCount = 3 }, false }, { new() { MaxGpuCount = 1 }, false },
        { new() { MinGpuMemoryGiB = 24 }, true }, { new() { MinGpuMemoryGiB = 24.5 }, false },
        { new() { MinTotalGpuMemoryGiB = 48 }, true }, { new() { MinTotalGpuMemoryGiB = 49 }, false },
        { new() { MinVcpus = 4 }, true }, { new() { MinVcpus = 5 }, false },
        { new() { MinMemoryGiB = 16 }, true }, { new() { MinMemoryGiB = 17 }, false },
        { new() { MinComputeCapability = 8.9 }, true }, { new() { MinComputeCapability = 9 }, false },
        { new() { Provider = "AWS" }, true }, { new() { Provider = "gcp" }, false },
        { new() { Location = "us-" }, true }, { new() { Location = "US-EAST-1" }, true }, { new() { Location = "eu" }, false },
        { new() { MaxPricePerHour = 2 }, true }, { new() { MaxPricePerHour = 1.99m }, false },
        { new() { MaxPricePerGpuHour = 1 }, true }, { new() { MaxPricePerGpuHour = 0.99m }, false },
        { new() { MustReboot = true }, false }, { new() { MustHaveFirewall = true }, false }, { new() { MustStop = true }, true },
        { new() { MinDiskGiB = 100 }, true }, { new() { MinDiskGiB = 2000 }, false },
        { new() { MaxDeployTime = TimeSpan.FromMinutes(7) }, true }, { new() { MaxDeployTime = TimeSpan.FromMinutes(6) }, false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task A_condition_holds_or_does_not(InstanceTypeQuery query, bool holds)
    {
        var machine = Listed.Type("a", 2, count: 2) with
        {
            EstimatedDeployTime = TimeSpan.FromMinutes(7),
            SupportedStorage = [new Storage { MinSize = "10GiB", MaxSize = "1TiB", PricePerGbHr = new Money { Amount = 0.0001m } }],
        };

        Assert.Equal(holds, (await Listed.SearchAsync(query, machine)).Count == 1);
    }

    [Theory]
    [InlineData(InstanceTypeOrder.PricePerGpu, "two,one,four")]
    [InlineData(InstanceTypeOrder.GpuCount, "four,two,one")]
    [InlineData(InstanceTypeOrder.GpuMemory, "one,four,two")]
    [InlineData(InstanceTypeOrder.TotalGpuMemory, "four,one,two")]
    [InlineData(InstanceTypeOrder.PricePerGpuMemory, "one,two,four")]
    [InlineData(InstanceTypeOrder.ComputeCapability, "one,four,two")]
    [InlineData(InstanceTypeOrder.Type, "four,one,two")]
    public async Task An_order_puts_the_best_first(InstanceTypeOrder order, string names) =>
        Assert.Equal(names, string.Join(',', await Listed.NamesAsync(
        new() { OrderBy = order },
        Listed.Type("one", 4, "H100", "80GiB"),
        Listed.Type("two", 2, "T4", "16GiB", 2),
        Listed.Type("four", 20, "L40S", "48GiB", 4))));

    [Fact]
    public async Task An_unknown_value_stands_last_in_either_direction()
    {
        InstanceType[] types = [Listed.Type("unknown", memory: "?"), Listed.Type("small"), Listed.Type(
            "large", gpu: "L40S", memory: "48GiB")];

        Assert.Equal(["large", "small", "unknown"], await Listed.NamesAsync(new() { OrderBy = InstanceTypeOrder.GpuMemory }, types));
        Assert.Equal(["small", "large", "unknown"], await Listed.NamesAsync(
            new() { OrderBy = InstanceTypeOrder.GpuMemory, ReverseOrder = true }, types));
    }

    [Fact]
    public async Task The_bodies_that_servers_write_are_read()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());

        var offer = (await client.SearchInstanceTypesAsync(new() { Provider = "massedcompute" }))[0];

        Assert.Equal(
            ("massedcompute_L40S", "shadeform", 48.0, 47.5, false),
            (offer.Type, offer.Provider, offer.Gpu!.MemoryGiB, offer.MemoryGiB, offer.CanStop));
        Assert.Equal((false, 1250), (offer.Disk.IsElastic, offer.Disk.DefaultGiB));
    }

    [Fact]
    public async Task Another_organization_can_be_searched()
    {
        await using var fake = await FakeBrev.StartAsync();
        var other = fake.Organizations.Add("other", fake.Users.Current.Id!);
        using var client = new BrevClient(fake.CreateOptions());

        var offers = await client.SearchInstanceTypesAsync(new() { OrganizationId = other.Id });

        Assert.All(offers, offer => Assert.Equal(other.Id, offer.OrganizationId));
    }

    [Theory]
    [InlineData("""{"allInstanceTypes":[null]}""")]
    [InlineData("""{"allInstanceTypes":[{"type":"a","base_price":{"amount":"-1","currency":"USD"},"cloud_cred_id":"c","supported_gpus":"""
        + """[{"name":"L4"}]}]}""")]
    [InlineData("""{"allInstanceTypes":[{"type":" ","base_price":{"amount":"1"},"cloud_cred_id":"c","supported_gpus":[{"name":"L4"}]}]}""")]
    [InlineData("""{"allInstanceTypes":[{"type":"a","base_price":null,"cloud_cred_id":"c","supported_gpus":[{"name":"L4"}]}]}""")]
    [InlineData("""{"allInstanceTypes":[{"type":"a","base_price":{"amount":"1"},"cloud_cred_id":"c","supported_gpus":"""
        + """[null],"supported_storage":[null]}]}""")]
    public async Task What_cannot_be_rented_or_read_is_left_out(string body)
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());
        fake.Requests.FailNext("ListOrganizationInstanceTypes", new FakeFailure(System.Net.HttpStatusCode.OK) { Body = body });

        Assert.Empty(await client.SearchInstanceTypesAsync(new InstanceTypeQuery()));
    }

    [Fact]
    public async Task The_slow_list_has_twice_the_time_of_other_calls()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());
        using var gate = fake.Requests.HoldNext("ListOrganizationInstanceTypes");
        var search = client.SearchInstanceTypesAsync(new() { OrganizationId = fake.Organizations.Default.Id });
        await gate.Reached;

        fake.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(search.IsCompleted);
        fake.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(60), (await Assert.ThrowsAsync<BrevTimeoutException>(() => search)).Timeout);
    }
}
