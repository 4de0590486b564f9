using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Connecting;

namespace Brev.Sdk;

/// <summary>Connecting to machines by SSH.</summary>
public static class BrevSshConnecting
{
    /// <summary>
    /// Connects to a workspace: finds its address, takes the account's own key or a certificate, and tries again until the machine is
    /// reachable or the limit of the options has passed. The address is looked up before each attempt, because it changes while a machine
    /// comes up.
    /// </summary>
    /// <example>
    /// <code>
    /// await using var session = await brev.ConnectAsync(workspaceId);
    /// var result = await session.RunAsync("nvidia-smi");
    /// </code>
    /// </example>
    /// <param name="brev">The client. It must live at least as long as the session.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The session. Dispose it, as <c>await using</c> does.</returns>
    /// <exception cref="ArgumentException">The id is empty, or an option is out of its bounds.</exception>
    /// <exception cref="BrevSshException">
    /// The machine cannot be reached, refuses the key, or presents another host key than before; <see cref="BrevSshException.Reason"/> says
    /// which.
    /// </exception>
    /// <exception cref="BrevApiException">Brev refused to tell where the machine is, and would do so again.</exception>
    /// <exception cref="BrevConfigurationException">The file of host keys or of the login cannot be read or written.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<BrevSshSession> ConnectAsync(
        this BrevClient brev, string workspaceId, SshOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        ArgumentException.ThrowIfNullOrWhiteSpace(workspaceId);
        options = options?.Copy() ?? new SshOptions();
        SshOptionsValidation.Validate(options);
        return OpenAsync(brev, new WorkspaceTarget(brev, workspaceId, options.User), options, cancellationToken);
    }

    /// <summary>Connects to a workspace as <see cref="ConnectAsync(BrevClient, string, SshOptions?, CancellationToken)"/> does.</summary>
    /// <inheritdoc cref="ConnectAsync(BrevClient, string, SshOptions?, CancellationToken)"/>
    /// <param name="brev">The client. It must live at least as long as the session.</param>
    /// <param name="workspace">The workspace, as any call has given it.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public static Task<BrevSshSession> ConnectAsync(
        this BrevClient brev, Workspace workspace, SshOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return ConnectAsync(brev, IdOf(workspace), options, cancellationToken);
    }

    /// <summary>
    /// Connects to the workspace of a lease as <see cref="ConnectAsync(WorkspaceLease, SshOptions?, CancellationToken)"/> does.
    /// </summary>
    /// <inheritdoc cref="ConnectAsync(BrevClient, string, SshOptions?, CancellationToken)"/>
    /// <param name="brev">The client. It must live at least as long as the session.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempts; the end of the lease does so as well.</param>
    public static async Task<BrevSshSession> ConnectAsync(
        this BrevClient brev, WorkspaceLease lease, SshOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Ended, cancellationToken);
        return await ConnectAsync(brev, IdOf(lease.Workspace), options, either.Token).ConfigureAwait(false);
    }

    /// <summary>Connects to the workspace of a lease, with the client that it was rented with.</summary>
    /// <example>
    /// <code>
    /// await using var lease = await brev.RentWorkspaceAsync(plan);
    /// await using var session = await lease.ConnectAsync();
    /// </code>
    /// </example>
    /// <inheritdoc cref="ConnectAsync(BrevClient, string, SshOptions?, CancellationToken)"/>
    /// <param name="lease">The lease. The session ends before it, as the order of <c>await using</c> has it.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempts; the end of the lease does so as well.</param>
    public static Task<BrevSshSession> ConnectAsync(
        this WorkspaceLease lease, SshOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return ConnectAsync(lease.Client, lease, options, cancellationToken);
    }

    /// <summary>Connects to a registered machine, through the SSH port that has been opened on it and granted to this user.</summary>
    /// <inheritdoc cref="ConnectAsync(BrevClient, string, SshOptions?, CancellationToken)"/>
    /// <param name="brev">The client. It must live at least as long as the session.</param>
    /// <param name="node">The node, as <c>ListNodesAsync</c> or <c>GetNodeAsync</c> has given it.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public static Task<BrevSshSession> ConnectAsync(
        this BrevClient brev, ExternalNode node, SshOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        ArgumentNullException.ThrowIfNull(node);
        options = options?.Copy() ?? new SshOptions();
        SshOptionsValidation.Validate(options);
        return OpenAsync(brev, new NodeTarget(brev, node, options.User), options, cancellationToken);
    }

    private static async Task<BrevSshSession> OpenAsync(
        BrevClient brev, ISshTarget target, SshOptions options, CancellationToken cancellationToken)
    {
        var connector = new SshConnector(brev, target, options);
        try
        {
            var connection = await connector.ConnectAsync(ClientKinds.Commands, cancellationToken).ConfigureAwait(false);
            return new BrevSshSession(connector, connection);
        }
        catch
        {
            await connector.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string IdOf(Workspace workspace) => string.IsNullOrEmpty(workspace.Id)
        ? throw new ArgumentException("The workspace has no id. Pass one that a call of the client has given.", nameof(workspace))
        : workspace.Id;
}
