namespace Brev.Sdk;

/// <summary>
/// What a new workspace is to its user: a virtual machine, one container, or services of Docker Compose. Exactly one of its three builds is
/// set.
/// </summary>
public sealed record WorkspaceMode
{
    private WorkspaceMode()
    {
    }

    /// <summary>A virtual machine, without Jupyter.</summary>
    public static WorkspaceMode VirtualMachine { get; } = Vm(new VmBuild { ForceJupyterInstall = false });

    /// <summary>How the virtual machine is set up; <see langword="null"/> in the other modes.</summary>
    public VmBuild? VmBuild { get; private init; }

    /// <summary>The container that is run; <see langword="null"/> in the other modes.</summary>
    public CustomContainer? CustomContainer { get; private init; }

    /// <summary>The services that are run; <see langword="null"/> in the other modes.</summary>
    public DockerCompose? DockerCompose { get; private init; }

    /// <summary>
    /// A virtual machine, set up as the build says. The startup script is set by <see cref="WorkspacePlan.StartupScript"/>, which goes
    /// before that of the build; both follow the same rules.
    /// </summary>
    /// <param name="build">How it is set up.</param>
    public static WorkspaceMode Vm(VmBuild build) => new() { VmBuild = build ?? throw new ArgumentNullException(nameof(build)) };

    /// <summary>One container.</summary>
    /// <param name="container">The container; its address must be set.</param>
    public static WorkspaceMode Container(CustomContainer container) =>
        new() { CustomContainer = container ?? throw new ArgumentNullException(nameof(container)) };

    /// <summary>One container from a public registry.</summary>
    /// <param name="image">The image with registry and tag, such as <c>nvcr.io/nvidia/pytorch:24.01-py3</c>.</param>
    public static WorkspaceMode Container(string image) => Container(new CustomContainer { ContainerUrl = image, EntryPoint = "" });

    /// <summary>Services of Docker Compose.</summary>
    /// <param name="services">The services: the address or the text of a compose file must be set.</param>
    public static WorkspaceMode Compose(DockerCompose services) =>
        new() { DockerCompose = services ?? throw new ArgumentNullException(nameof(services)) };
}
