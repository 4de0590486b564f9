using Brev.Sdk.Organizations;

namespace Brev.Sdk.Workspaces.Creating;

/// <summary>
/// Creates the workspace of one plan, at most once. prepare (organization, user, name is free) → for each offer: send → created │ refused:
/// next offer │ in doubt: look for the name, never send again.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="plan">What is created.</param>
/// <param name="mark">The <see cref="CreateMark"/> to create it with; <see langword="null"/> for none.</param>
internal sealed class WorkspaceCreator(BrevClient client, WorkspacePlan plan, string? mark = null)
{
    /// <summary>What is needed to recognize the workspace later. Sends nothing that changes anything.</summary>
    public async Task<CreateIntent> PrepareAsync(CancellationToken cancellationToken)
    {
        var organizationId = await FindOrganizationAsync(cancellationToken).ConfigureAwait(false);
        var intent = new CreateIntent(
            organizationId,
            plan.Name,
            await SignedInUser.FindIdAsync(client, cancellationToken).ConfigureAwait(false),
            client.TimeProvider.GetUtcNow(),
            [.. plan.Offers.Select(static offer => offer.Type).Distinct(StringComparer.Ordinal)],
            mark,
            plan.Description);
        var workspaces = await client.ListWorkspacesAsync(organizationId, cancellationToken).ConfigureAwait(false);
        return workspaces.OfType<Workspace>().FirstOrDefault(workspace => workspace.Name == plan.Name) is { } taken
            ? throw NameTaken(organizationId, taken, null) : intent;
    }

    public async Task<CreatedWorkspace> CreateAsync(CreateIntent intent, CancellationToken cancellationToken)
    {
        var refusals = new List<(InstanceTypeOffer Offer, BrevException Reason)>();
        foreach (var offer in plan.Offers)
        {
            var (created, refusal) = await TryInDoubtAsync(intent, offer, refusals, cancellationToken).ConfigureAwait(false);
            if (created is not null)
            {
                return created;
            }

            refusals.Add((offer, refusal!));
        }

        return await FindLateAsync(intent, refusals, refusals[^1].Reason, cancellationToken).ConfigureAwait(false)
            ?? throw NoOffer(intent, refusals);
    }

    private static BrevCreateException NoOffer(CreateIntent intent, List<(InstanceTypeOffer Offer, BrevException Reason)> refusals)
    {
        var list = string.Join(' ', refusals.Select(
            static refusal => $"{refusal.Offer.Type} ({refusal.Offer.Provider}, {refusal.Offer.Location}): {Said(refusal.Reason)}."));
        var canPass = refusals.Exists(static refusal => CreateFailure.IsCapacity(refusal.Reason));
        return Failed(
            CreateOutcome.NoCapacity, intent,
            $"was not created, because none of {refusals.Count} offer(s) can be had{(canPass ? " at the moment" : "")}. {list} "
            + (canPass ? "Try again later, or give the plan more Fallbacks."
                : "Trying again does not help: these reasons stay until something is changed. Choose other offers."),
            refusals[^1].Reason, HasServerError(refusals), isFinal: !canPass);
    }

    /// <summary>
    /// A refusal says nothing about what a server that blamed itself has made of an earlier offer: that is looked for before it leaves.
    /// </summary>
    private async Task<(CreatedWorkspace? Created, BrevException? Refusal)> TryInDoubtAsync(CreateIntent intent, InstanceTypeOffer offer,
        List<(InstanceTypeOffer Offer, BrevException Reason)> refusals, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(intent, offer, refusals, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevException exception)
            when (HasServerError(refusals)
                && (exception is { WasNeverSent: true } or BrevApiException or BrevCreateException { MayHaveLeftOne: false }))
        {
            var doubted = refusals.FindLast(static refusal => CreateFailure.IsServerError(refusal.Reason)).Reason;
            return (await FindLateAsync(intent, refusals, exception, cancellationToken).ConfigureAwait(false) ?? throw Failed(
                CreateOutcome.NotCreated, intent,
                $"was refused on {offer.Type} ({offer.Provider}, {offer.Location}): {Said(exception)}. An earlier offer was answered with "
                + $"a server error ({Said(doubted)}), and what that may have made has not shown in the list of the "
                + "organization for a minute. It can show up yet: look for the name before creating it under another one.",
                exception, isFinal: !exception.IsTransient), null);
        }
    }

    /// <summary>What a server that blames itself has made can show in the list late.</summary>
    private async Task<CreatedWorkspace?> FindLateAsync(CreateIntent intent, List<(InstanceTypeOffer Offer, BrevException Reason)> refusals,
        BrevException refusal, CancellationToken cancellationToken)
    {
        if (!HasServerError(refusals))
        {
            return null;
        }

        var found = await new CreatedWorkspaceSearch(client, intent).FindAsync(cancellationToken).ConfigureAwait(false);
        return FindRefused(intent, found, refusal) is { } late ? On(late, refusals) : null;
    }

    private static bool HasServerError(IEnumerable<(InstanceTypeOffer Offer, BrevException Reason)> refusals) =>
        refusals.Any(static refusal => CreateFailure.IsServerError(refusal.Reason));

    private async Task<(CreatedWorkspace? Created, BrevException? Refusal)> TryAsync(CreateIntent intent, InstanceTypeOffer offer,
        IReadOnlyList<(InstanceTypeOffer Offer, BrevException Reason)> refusals, CancellationToken cancellationToken)
    {
        try
        {
            var request = PlanRequest.Write(plan, offer) with { Description = CreateMark.Write(plan.Description, mark) };
            var created = await client.CreateWorkspaceAsync(intent.OrganizationId, request, cancellationToken).ConfigureAwait(false);
            return (string.IsNullOrEmpty(created.Id)
                ? On(await SettleAsync(intent, null, cancellationToken).ConfigureAwait(false), refusals, offer)
                : new CreatedWorkspace(created, offer), null);
        }
        catch (BrevConnectionException exception) when (exception.WasNeverSent)
        {
            throw Failed(
                CreateOutcome.NotCreated, intent, $"was not created: the request never reached Brev. {exception.Message}", exception,
                mayHaveLeftOne: false);
        }
        catch (BrevException exception) when (CreateFailure.IsInDoubt(exception))
        {
            return (On(await SettleAsync(intent, exception, cancellationToken).ConfigureAwait(false), refusals, offer), null);
        }
        catch (BrevApiException exception) when (exception.IsDuplicateName)
        {
            return (await FindDuplicateAsync(intent, offer, exception, refusals, cancellationToken).ConfigureAwait(false), null);
        }
        catch (BrevException exception) when (CreateFailure.IsAboutOffer(exception))
        {
            if (!CreateFailure.IsServerError(exception))
            {
                return (null, exception);
            }

            // Look before another offer is tried.
            var found = await new CreatedWorkspaceSearch(client, intent).LookAsync(cancellationToken).ConfigureAwait(false);
            return FindRefused(intent, found, exception) is { } workspace
                ? (On(workspace, refusals, offer), null)
                : (null, exception);
        }
    }

    /// <summary>
    /// A name that was free and is taken after a server has blamed itself is taken by what that server has made; otherwise by another,
    /// unless it carries the mark of this create: then a handler of the application's has sent it twice.
    /// </summary>
    private async Task<CreatedWorkspace> FindDuplicateAsync(CreateIntent intent, InstanceTypeOffer offer, BrevApiException duplicate,
        IReadOnlyList<(InstanceTypeOffer Offer, BrevException Reason)> refusals, CancellationToken cancellationToken)
    {
        var search = new CreatedWorkspaceSearch(client, intent);
        if (!HasServerError(refusals))
        {
            var other = await search.LookAsync(cancellationToken).ConfigureAwait(false);
            var taken = other is { Count: > 0 } ? other[0] : null;
            return intent.Mark is not null && taken is not null && intent.Compare(taken) == CreateMatch.Created
                ? On(taken, refusals, offer) : throw NameTaken(intent.OrganizationId, taken, duplicate);
        }

        return FindRefused(intent, await search.FindAsync(cancellationToken).ConfigureAwait(false), duplicate) is { } found
            ? On(found, refusals)
            : throw NameTaken(intent.OrganizationId, null, duplicate, mayHaveLeftOne: true);
    }

    /// <summary>What is in the list although a server has refused it.</summary>
    private static Workspace? FindRefused(CreateIntent intent, IReadOnlyList<Workspace>? found, BrevException refusal) => found switch
    {
        null => throw Failed(CreateOutcome.Unknown, intent,
            $"was refused ({Said(refusal)}), and the list of the organization cannot be read. Look for the name before creating it "
            + "again.", refusal),
        [] => null,
        [var first, ..] => Recognize(intent, first, refusal),
    };

    /// <summary>
    /// What was found in the list, on the offer that it was created on: the last one of its type that is in doubt, which is the one that
    /// was tried just now, or an earlier one for which a server blamed itself.
    /// </summary>
    private static CreatedWorkspace On(
        Workspace workspace, IEnumerable<(InstanceTypeOffer Offer, BrevException Reason)> refusals, params InstanceTypeOffer[] tried)
    {
        InstanceTypeOffer[] offers =
        [
            .. refusals.Where(static refusal => CreateFailure.IsServerError(refusal.Reason)).Select(static refusal => refusal.Offer),
            .. tried,
        ];
        return new CreatedWorkspace(workspace, Array.FindLast(offers, offer => offer.Type == workspace.InstanceType) ?? offers[^1]);
    }

    /// <summary>What a create without an answer has left: the workspace, or an exception that says what is known.</summary>
    private async Task<Workspace> SettleAsync(CreateIntent intent, BrevException? doubt, CancellationToken cancellationToken)
    {
        var cause = doubt is null ? "The answer named no id." : doubt.Message;
        return await new CreatedWorkspaceSearch(client, intent).FindAsync(cancellationToken).ConfigureAwait(false) switch
        {
            null => throw Failed(
                CreateOutcome.Unknown, intent,
                "may or may not have been created: the answer was lost, and the list of the organization cannot be read. Look for the "
                + $"name before creating it again. {cause}", doubt),
            [] => throw Failed(
                CreateOutcome.NotCreated, intent,
                "was not created, as far as can be known: the answer was lost, and the list of the organization, read for a minute, does "
                + "not show it. One that takes longer to show has the name, so that creating it again under the same name makes no second "
                + $"one. {cause}", doubt),
            [var found, ..] => Recognize(intent, found, doubt),
        };
    }

    private static Workspace Recognize(CreateIntent intent, Workspace found, Exception? cause) => intent.Compare(found) switch
    {
        CreateMatch.Created => found,
        CreateMatch.InDoubt => throw Failed(
            CreateOutcome.Unknown, intent,
            $"may or may not have been created: the answer to its create was lost, and {found.Id}, which has the name now, does not carry "
            + "the description that was sent with this create, so that it may be another one. It is left alone: look at it, and delete it "
            + "when it is not needed.", cause, workspaceId: found.Id),
        _ => throw Another(intent, found, cause),
    };

    private async Task<string> FindOrganizationAsync(CancellationToken cancellationToken) =>
        !string.IsNullOrWhiteSpace(plan.OrganizationId) ? plan.OrganizationId
        : plan.Offer.OrganizationId is { Length: > 0 } id ? id
        : (await client.GetActiveOrganizationAsync(cancellationToken).ConfigureAwait(false)).Id!;

    private BrevCreateException NameTaken(string organizationId, Workspace? other, Exception? inner, bool mayHaveLeftOne = false) => new(
        CreateOutcome.NameTaken,
        plan.Name,
        $"Workspace '{plan.Name}' was not created, because the organization has a workspace of that "
        + $"name{(other is null ? "" : $" ({other.Id}, {other.Status})")}. A name is taken until the deletion of its workspace is "
        + "complete: choose another one, or wait for WorkspaceCondition.Deleted.",
        inner)
    {
        OrganizationId = organizationId,
        WorkspaceId = other?.Id,
        MayHaveLeftOne = mayHaveLeftOne,
    };

    private static BrevCreateException Another(CreateIntent intent, Workspace other, Exception? inner) => new(
        CreateOutcome.AnotherWorkspace,
        intent.Name,
        $"Workspace '{intent.Name}': the answer to its create was lost, and meanwhile {other.Id} has that name, which is another "
        + "workspace by its owner, type, time or mark. It is left alone. Choose another name.",
        inner)
    {
        OrganizationId = intent.OrganizationId,
        WorkspaceId = other.Id,
    };

    private static BrevCreateException Failed(
        CreateOutcome outcome, CreateIntent intent, string text, Exception? inner, bool mayHaveLeftOne = true,
        string? workspaceId = null, bool isFinal = false) =>
        new(outcome, intent.Name, $"Workspace '{intent.Name}' {text}", inner)
        {
            OrganizationId = intent.OrganizationId,
            WorkspaceId = workspaceId,
            MayHaveLeftOne = mayHaveLeftOne,
            IsFinal = isFinal,
        };

    private static string Said(BrevException exception) =>
        ((exception as BrevApiException)?.ErrorMessage ?? exception.Message).Split('\n')[0].Trim().TrimEnd('.');
}
