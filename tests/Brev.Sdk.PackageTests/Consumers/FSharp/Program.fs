module Consumer

open System
open System.Collections.Generic
open System.IO
open System.Threading.Tasks
open Brev.Sdk

let say (shape: string) (outcome: obj) = printfn "%s: %O" shape outcome

let fail (brev: BrevClient) =
    task {
        try
            let! _ = brev.GetWorkspaceAsync "missing"
            ()
        with :? BrevApiException as error when error.IsNotFound ->
            say "error" error.StatusCode
    }

let count (items: IAsyncEnumerable<'T>) =
    task {
        use enumerator = items.GetAsyncEnumerator()
        let mutable seen = 0
        let! first = enumerator.MoveNextAsync()
        let mutable more = first

        while more do
            seen <- seen + 1
            let! next = enumerator.MoveNextAsync()
            more <- next

        return seen
    }

let signIn () =
    let options = DeviceLoginOptions(Email = "dev@example.com", CredentialsPath = Path.Combine(Path.GetTempPath(), "second-login.json"))

    BrevLogin.SignInAsync(
        options,
        fun _ _ ->
            say "device login" "waits"
            Task.CompletedTask
    )

let run () =
    task {
        say "runtime" Runtime.InteropServices.RuntimeInformation.FrameworkDescription
        let credential = BrevCredential.FromCredentialsFile()
        use brev = new BrevClient(BrevClientOptions(Credential = credential))
        let! me = brev.GetCurrentUserAsync()
        say "get" me.Id
        let! organizations = brev.ListOrganizationsAsync()
        let organization = organizations[0]
        say "list" organization.Name

        let request =
            CreateWorkspaceRequest(
                Name = "consumer",
                WorkspaceVersion = WorkspaceVersion.V1,
                InstanceType = "g6e.xlarge",
                WorkspaceGroupId = "devplane-brev-1",
                DiskStorage = "120Gi"
            )

        let! workspace = brev.CreateWorkspaceAsync(organization.Id, request)
        say "create" workspace.Id
        let! count = count (brev.EnumerateOrganizationMembersAsync(ListOrganizationMembersRequest(OrganizationId = organization.Id)))
        say "paged" count
        do! fail brev
        let! first = credential.GetTokenAsync()
        let! second = credential.GetTokenAsync(forceRefresh = true)
        say "refresh" (if first.Token = second.Token then "the same token" else "another token")
        let! again = brev.GetOrganizationAsync organization.Id
        say "resend" again.Name
        let! account = signIn ()
        say "device login" (if account.ExpiresOn.HasValue then "signed in" else "without an end")
        do! credential.DisposeAsync()
    }

/// One call, for measuring a start.
let start () =
    task {
        use brev = new BrevClient()
        let! me = brev.GetCurrentUserAsync()
        say "get" me.Id
    }

[<EntryPoint>]
let main arguments =
    (if arguments = [| "start" |] then start () else run ()).GetAwaiter().GetResult()
    0
