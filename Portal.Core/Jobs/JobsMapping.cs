using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Jobs
{
    /// <summary>Schema <c>jobs</c>; Quartz keeps its own tables beside these, made by a migration.</summary>
    internal sealed class JobsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<JobRun>(MapRun);
            model.Entity<JobLogLine>(line =>
            {
                line.ToTable("log_lines", "jobs");
                line.Property(l => l.Level).HasMaxLength(20);
                line.Property(l => l.Message).HasMaxLength(4000);
                line.HasOne<JobRun>().WithMany().HasForeignKey(l => l.RunId);
            });
            model.Entity<JobSchedule>(schedule =>
            {
                schedule.ToTable("schedules", "jobs");
                schedule.HasKey(s => s.Kind);
                schedule.Property(s => s.Kind).HasMaxLength(80);
                schedule.Property(s => s.Cron).HasMaxLength(120);
                schedule.Property(s => s.TimeZone).HasMaxLength(60);
                schedule.Property(s => s.Description).HasMaxLength(300);
            });
            model.Entity<QueueSetting>(queue =>
            {
                queue.ToTable("queues", "jobs");
                queue.HasKey(q => q.Queue);
                queue.Property(q => q.PausedBy).HasMaxLength(200);
            });
            model.Entity<JobWorker>(worker =>
            {
                worker.ToTable("workers", "jobs");
                worker.Property(w => w.Host).HasMaxLength(255);
                worker.Property(w => w.Version).HasMaxLength(60);
                worker.Property(w => w.Slots).HasColumnType("jsonb");
            });
        }

        private static void MapRun(
            Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<JobRun> run
        )
        {
            run.ToTable("runs", "jobs");
            run.Property(r => r.Kind).HasMaxLength(80);
            run.Property(r => r.Arguments).HasColumnType("jsonb");
            run.Property(r => r.AboutKind).HasMaxLength(40);
            run.Property(r => r.OnlyOne).HasMaxLength(120);
            run.Property(r => r.Schedule).HasMaxLength(80);
            run.Property(r => r.RequestedBy).HasMaxLength(200);
            run.Property(r => r.ProgressPhase).HasMaxLength(200);
            run.Property(r => r.Error).HasMaxLength(8000);
            run.Property(r => r.Cause).HasMaxLength(FailureCause.MaxLength);
            run.Property<uint>("Version").IsRowVersion();
            run.HasIndex(r => new
                {
                    r.Queue,
                    r.RunAt,
                    r.Id,
                })
                .HasFilter("state = 'waiting'")
                .HasDatabaseName("ix_runs_waiting");
            run.HasIndex(r => r.LeasedUntil)
                .HasFilter("state = 'running'")
                .HasDatabaseName("ix_runs_running");
            run.HasIndex(r => r.EndedAt);
            run.HasIndex(r => new { r.AboutKind, r.AboutId });
            run.HasIndex(r => new { r.Schedule, r.ScheduledFor }).IsUnique();
            run.HasIndex(r => r.OnlyOne)
                .IsUnique()
                .HasFilter("state IN ('waiting', 'running')")
                .HasDatabaseName(JobRequests.OnlyOneConstraint);
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<JobRun> JobRuns => Set<JobRun>();

        public DbSet<JobLogLine> JobLogLines => Set<JobLogLine>();

        public DbSet<JobSchedule> JobSchedules => Set<JobSchedule>();

        public DbSet<QueueSetting> QueueSettings => Set<QueueSetting>();

        public DbSet<JobWorker> JobWorkers => Set<JobWorker>();
    }
}
