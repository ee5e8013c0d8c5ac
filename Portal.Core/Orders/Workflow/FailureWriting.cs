using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>What both transactions of a batch write alike.</summary>
internal static class FailureWriting
{
    public static NpgsqlBatchCommand Command(
        IEnumerable<(long Id, int Attempt, string Code, string? Detail)> failures,
        Actor actor
    )
    {
        var failed = failures.ToList();
        return new NpgsqlBatchCommand(WorkflowSql.Fail)
        {
            Parameters =
            {
                SqlValue.Of(failed.Select(f => f.Id).ToArray()),
                SqlValue.Of(failed.Select(f => f.Attempt).ToArray()),
                SqlValue.Of(failed.Select(f => f.Code).ToArray()),
                SqlValue.Texts(failed.Select(f => f.Detail)),
            },
        }.By(actor);
    }

    /// <summary>Adds who acts, the last three parameters of every statement that writes events.</summary>
    public static NpgsqlBatchCommand By(this NpgsqlBatchCommand command, Actor actor)
    {
        command.Parameters.AddActor(actor);
        return command;
    }
}
