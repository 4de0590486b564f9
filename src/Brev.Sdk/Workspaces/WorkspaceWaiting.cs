using System.Runtime.CompilerServices;
using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk;

/// <summary>
/// Waiting for workspaces and watching them. Brev pushes nothing, so both look every few seconds; tokens are refreshed on the way without a
/// word.
/// </summary>
public static class WorkspaceWaiting
{
    /// <summary>
    /// Waits until a workspace is in a condition. A wait ends early when the condition cannot come any more: see
    /// <see cref="WaitFailureReason"/>. Looks that fail for a passing reason are repeated for <see cref="WaitOptions.MaximumOutage"/>.
    /// </summary>
    /// <param name="brev">The client.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="condition">What is waited for.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told of each new state, the last one included, before the wait goes on.</param>
    /// <param name="cancellationToken">Ends the wait. The workspace stays as it is.</param>
    /// <returns>
    /// The workspace in that condition. For <see cref="WorkspaceCondition.Deleted"/> the last that was seen of it; nothing but its id when
    /// it was gone at the first look.
    /// </returns>
    /// <exception cref="BrevWaitException">The time has passed, or the condition cannot come any more.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    /// <exception cref="ArgumentException">The id is blank, the condition is none, or an option is out of its bounds.</exception>
    public static Task<Workspace> WaitForWorkspaceAsync(
        this BrevClient brev,
        string workspaceId,
        WorkspaceCondition condition,
        WaitOptions? options = null,
        IProgress<Workspace>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        ArgumentException.ThrowIfNullOrWhiteSpace(workspaceId);
        options ??= new WaitOptions();
        WaitOptionsValidation.Validate(options);
        return new WorkspaceWait(brev, workspaceId, condition, options, WaitLimit.Of(condition, options), progress)
            .RunAsync(cancellationToken);
    }

    /// <summary>
    /// Waits as the other overload does, for a workspace that the caller has: what a create returned, or what was read before a start, a
    /// stop or a deletion was asked for. It stands for <see cref="WaitOptions.Before"/>, unless the options name another, so that reads of
    /// Brev that are a little behind are no failure.
    /// </summary>
    /// <inheritdoc
    /// cref="WaitForWorkspaceAsync(BrevClient, string, WorkspaceCondition, WaitOptions?, IProgress{Workspace}?, CancellationToken)"/>
    public static Task<Workspace> WaitForWorkspaceAsync(
        this BrevClient brev,
        Workspace workspace,
        WorkspaceCondition condition,
        WaitOptions? options = null,
        IProgress<Workspace>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return brev.WaitForWorkspaceAsync(workspace.Id!, condition, After(workspace, options), progress, cancellationToken);
    }

    /// <summary>
    /// Watches a workspace: the state that it is in, and each new one. What makes a state is its status with its message, its build status,
    /// its way in by SSH and the tasks of its environment; a changed <see cref="Workspace.HealthStatus"/> or time alone is none. The
    /// enumeration ends when the workspace is gone.
    /// </summary>
    /// <param name="brev">The client.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults, without a time limit.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="BrevWaitException">There is no such workspace, looks have failed for too long, or the time limit of the options has
    /// passed.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    /// <exception cref="ArgumentException">The id is blank, or an option is out of its bounds.</exception>
    public static IAsyncEnumerable<Workspace> WatchWorkspaceAsync(
        this BrevClient brev, string workspaceId, WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        ArgumentException.ThrowIfNullOrWhiteSpace(workspaceId);
        options ??= new WaitOptions();
        WaitOptionsValidation.Validate(options);
        return WatchAsync(brev, workspaceId, options, cancellationToken);
    }

    /// <summary>
    /// Watches as the other overload does, a workspace that the caller has, such as what a create returned: when it is not found in the
    /// first minute, it is late and not missing.
    /// </summary>
    /// <inheritdoc cref="WatchWorkspaceAsync(BrevClient, string, WaitOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<Workspace> WatchWorkspaceAsync(
        this BrevClient brev, Workspace workspace, WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return brev.WatchWorkspaceAsync(workspace.Id!, After(workspace, options), cancellationToken);
    }

    private static WaitOptions After(Workspace workspace, WaitOptions? options) =>
        (options ?? new WaitOptions()) with { Before = options?.Before ?? workspace };

    private static async IAsyncEnumerable<Workspace> WatchAsync(
        BrevClient brev, string workspaceId, WaitOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var observer = new WorkspaceObserver(
            brev, workspaceId, options, condition: null, WaitLimit.Of(condition: null, options), cancellationToken);
        WorkspaceState? last = null;
        while (true)
        {
            var workspace = await observer.NextAsync(static (workspace, _) => Task.FromResult(workspace)).ConfigureAwait(false);
            if (workspace is not null && WorkspaceState.Of(workspace) is var state && state != last)
            {
                last = state;
                yield return workspace;
            }

            if (workspace is null && !(last is null && StartRules.IsLate(options, observer.Elapsed)))
            {
                break;
            }
        }

        if (last is null)
        {
            throw observer.Fail(WaitFailureReason.NotFound,
                "does not exist, or not for this user. Check the id, and that this user is a member of its organization.");
        }
    }
}
