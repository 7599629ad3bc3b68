/*
 * libdispatch on Linux wakes once a second to see whether the threads of its global queues are blocked, and then starts
 * more of them. A device that idles on a battery or on a small board would be woken 86,400 times a day for nothing:
 * here those threads run Swift's tasks only, which wait without blocking; what blocks (the queue's database) has a
 * serial queue of its own, whose thread is not watched.
 *
 * With libdispatch linked statically, these two take the place of its own (src/event/workqueue.c), which would register
 * a thread with the watch. With libdispatch as a shared library they are not called.
 */

struct dispatch_queue_global_s;

void _dispatch_workq_worker_register(struct dispatch_queue_global_s *queue);
void _dispatch_workq_worker_unregister(struct dispatch_queue_global_s *queue);

void _dispatch_workq_worker_register(struct dispatch_queue_global_s *queue) { (void)queue; }
void _dispatch_workq_worker_unregister(struct dispatch_queue_global_s *queue) { (void)queue; }
