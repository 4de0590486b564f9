using System.Reflection;
using System.Runtime.Versioning;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>
/// What a run for a framework proves: the runtime is that of the framework, and so are the packages. A test project derives from this.
/// </summary>
public abstract class FrameworkOfTests
{
    [Fact]
    public void The_tests_run_on_the_runtime_that_they_were_built_for() =>
        Assert.Equal(VersionOf(GetType().Assembly), new Version(Environment.Version.Major, Environment.Version.Minor));

    [Fact]
    public void The_packages_are_those_for_the_framework_of_the_tests() =>
        Assert.All([typeof(Workspace), typeof(BrevClient), typeof(FakeBrev)], type =>
            Assert.Equal(VersionOf(GetType().Assembly), VersionOf(type.Assembly)));

    private static Version VersionOf(Assembly assembly) =>
        new FrameworkName(assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName).Version;
}
