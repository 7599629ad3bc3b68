#!/usr/bin/env python3
"""A client that shares nothing with this project but proto/: Google's gRPC for Python.

Calls a device on its Unix socket and a store over mutual TLS, and checks what each answers. Prints one line a check,
and ends with a status other than 0 when one of them failed.

Usage: grpc_client.py --proto DIR --socket PATH --store HOST:PORT --credentials DIR
                      [--pack FILE] [--strangers-pack FILE] [--new-socket PATH] [--full-socket PATH]

--pack             another pack that the device accepts: it is loaded, and whoever watches is told
--strangers-pack   a pack that somebody else signed: it is refused
--new-socket       a device that was never enrolled
--full-socket      a device whose queue is full
"""

import argparse
import importlib
import os
import sys
import tempfile
import threading

import grpc
from google.protobuf import descriptor_pool
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_tools import protoc

DEADLINE = 10
failures = []


def check(name, holds, found=None):
    print(("ok    " if holds else "FAILED") + " " + name + ("" if holds else f": {found!r}"))
    if not holds:
        failures.append(name)


def status_of(call):
    """The status code, and this project's own code from the trailing metadata."""
    try:
        call()
    except grpc.RpcError as error:
        own = dict(error.trailing_metadata() or ()).get("kiosk-error")
        return error.code(), own, error.details()
    return grpc.StatusCode.OK, None, ""


def expect(name, call, code, own):
    found = status_of(call)
    check(name, found[:2] == (code, own), found)


def make_stubs(proto):
    out = tempfile.mkdtemp()
    files = sorted(f"kiosk/v1/{name}" for name in os.listdir(os.path.join(proto, "kiosk/v1")))
    arguments = ["protoc", f"-I{proto}", f"--python_out={out}", f"--grpc_python_out={out}"]
    if protoc.main(arguments + files) != 0:
        sys.exit("the stubs could not be made")
    sys.path.insert(0, out)
    names = ("capture", "control", "enrolment", "delivery", "collection", "contribution")
    return {
        name: (
            importlib.import_module(f"kiosk.v1.{name}_pb2"),
            importlib.import_module(f"kiosk.v1.{name}_pb2_grpc"),
        )
        for name in names
    }


def check_reflection(channel, services, where):
    database = ProtoReflectionDescriptorDatabase(channel)
    found = set(database.get_services())
    check(f"{where} lists its services by reflection", set(services) <= found, found)
    pool = descriptor_pool.DescriptorPool(database)
    for service in services:
        methods = pool.FindServiceByName(service).methods
        check(f"{where} describes {service}", len(methods) > 0 and methods[0].input_type is not None)


def check_health(channel, where):
    stub = health_pb2_grpc.HealthStub(channel)
    answer = stub.Check(health_pb2.HealthCheckRequest(), timeout=DEADLINE)
    check(f"{where} is serving", answer.status == health_pb2.HealthCheckResponse.SERVING, answer)
    watch = stub.Watch(health_pb2.HealthCheckRequest(), timeout=DEADLINE)
    check(f"{where} can be watched", next(watch).status == health_pb2.HealthCheckResponse.SERVING)
    watch.cancel()
    unknown = lambda: stub.Check(health_pb2.HealthCheckRequest(service="nothing"), timeout=DEADLINE)
    expect(f"{where} does not know another service", unknown, grpc.StatusCode.NOT_FOUND, "not-found")


def raw(channel, method, data):
    return lambda: channel.unary_unary(method)(data, timeout=DEADLINE)


def check_device(stubs, socket):
    capture, capture_grpc = stubs["capture"]
    control, control_grpc = stubs["control"]
    contribution, _ = stubs["contribution"]
    code = grpc.StatusCode
    with grpc.insecure_channel(f"unix:{socket}") as channel:
        check_reflection(channel, ["kiosk.v1.CaptureService", "kiosk.v1.ControlService"], "the device")
        check_health(channel, "the device")
        service = capture_grpc.CaptureServiceStub(channel)
        staff = control_grpc.ControlServiceStub(channel)

        on = service.GetWhatsOn(capture.GetWhatsOnRequest(), timeout=DEADLINE).whats_on
        check("what is on has an activity with a prompt", bool(on.activities and on.activities[0].prompts), on)
        check("what is on names its pack", len(on.pack_digest) == 32)
        watch = service.WatchWhatsOn(capture.WatchWhatsOnRequest(), timeout=DEADLINE)
        check("what is on can be watched", next(watch).whats_on.programme_id == on.programme_id)
        watch.cancel()

        def request(text="Keep connected to family", **others):
            values = {"activity_id": on.activities[0].id, "prompt_id": on.activities[0].prompts[0].id}
            values.update(others)
            return capture.SubmitRequest(words=contribution.Words(text=text), **values)

        def submit(message):
            return lambda: service.Submit(message, timeout=DEADLINE)

        answer = service.Submit(request(withdrawal_code_wanted=True), timeout=DEADLINE)
        check("a contribution is taken", len(answer.withdrawal_code.replace(" ", "")) == 16)
        again = request(submission_id=os.urandom(16))
        service.Submit(again, timeout=DEADLINE)
        check("it is not taken twice", service.Submit(again, timeout=DEADLINE).already_taken)
        check("2048 bytes are taken", status_of(submit(request("ö" * 1024)))[0] == code.OK)
        expect("2049 bytes are too many", submit(request("x" * 2049)), code.INVALID_ARGUMENT, "invalid")
        expect("no words are too few", submit(request(" \n")), code.INVALID_ARGUMENT, "invalid")
        expect("control characters are refused", submit(request("a\x07b")), code.INVALID_ARGUMENT, "invalid")
        expect("a NUL is refused", submit(request("a\x00b")), code.INVALID_ARGUMENT, "invalid")
        expect("another activity is not on", submit(request(activity_id="none")), code.NOT_FOUND, "not-found")
        expect("another prompt is not there", submit(request(prompt_id="none")), code.NOT_FOUND, "not-found")
        expect("nothing at all is refused", submit(capture.SubmitRequest()), code.INVALID_ARGUMENT, "invalid")
        method = "/kiosk.v1.CaptureService/Submit"
        expect("bytes that are no message", raw(channel, method, b"\xff\xff"), code.INVALID_ARGUMENT, "invalid")
        wrong = request("XX").SerializeToString().replace(b"XX", b"\xc3\x28")
        expect("wrong UTF-8", raw(channel, method, wrong), code.INVALID_ARGUMENT, "invalid")
        bound = (1 << 20) + (64 << 10)
        field = lambda count: b"\x0a" + bytes([count - 4 & 127 | 128, count - 4 >> 7 & 127 | 128, count - 4 >> 14])
        fitting = field(bound) + b"\x00" * (bound - 4)
        expect("a message at the bound is read", raw(channel, method, fitting), code.INVALID_ARGUMENT, "invalid")
        too_large = raw(channel, method, fitting + b"\x00")
        expect("a message past the bound is refused", too_large, code.RESOURCE_EXHAUSTED, "full")
        expect(
            "a mistyped code",
            lambda: service.Withdraw(capture.WithdrawRequest(withdrawal_code="1"), timeout=DEADLINE),
            code.INVALID_ARGUMENT,
            "invalid",
        )
        service.Withdraw(capture.WithdrawRequest(withdrawal_code=answer.withdrawal_code), timeout=DEADLINE)
        check("a withdrawal is taken", True)

        events = staff.WatchEvents(control.WatchEventsRequest(), timeout=DEADLINE)
        first = next(events).status
        threading.Timer(0.2, submit(request("Joined up services"))).start()
        changed = next(status.status for status in events if status.status.sealed > first.sealed)
        check("an event tells of a change", changed.sealed == first.sealed + 1, changed)
        events.cancel()
        load = control.LoadPackRequest(signed_pack=b"no pack")
        expect(
            "what is no pack is not loaded",
            lambda: staff.LoadPack(load, timeout=DEADLINE),
            code.INVALID_ARGUMENT,
            "invalid",
        )
        findings = staff.Diagnose(control.DiagnoseRequest(), timeout=DEADLINE).findings
        check("the device examines itself", any(finding.check == "queue.integrity" for finding in findings))
        staff.Flush(control.FlushRequest(), timeout=30)
        status = staff.GetStatus(control.GetStatusRequest(), timeout=DEADLINE).status
        check("everything is receipted after a flush", status.queued == 0, status)
        expect(
            "a method that does not exist",
            raw(channel, "/kiosk.v1.CaptureService/Nothing", b""),
            code.UNIMPLEMENTED,
            None,
        )


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def check_packs(stubs, socket, pack, strangers_pack):
    capture, capture_grpc = stubs["capture"]
    control, control_grpc = stubs["control"]
    with grpc.insecure_channel(f"unix:{socket}") as channel:
        service = capture_grpc.CaptureServiceStub(channel)
        staff = control_grpc.ControlServiceStub(channel)

        def load(path):
            return staff.LoadPack(control.LoadPackRequest(signed_pack=read_file(path)), timeout=DEADLINE)

        if strangers_pack:
            refused = lambda: load(strangers_pack)
            expect("a stranger's pack is not loaded", refused, grpc.StatusCode.PERMISSION_DENIED, "denied")
        if pack:
            watch = service.WatchWhatsOn(capture.WatchWhatsOnRequest(), timeout=DEADLINE)
            before = next(watch).whats_on.pack_digest
            loaded = load(pack).pack_digest
            check("another pack is loaded", loaded != before)
            check("whoever watches is told of it", next(watch).whats_on.pack_digest == loaded)
            watch.cancel()


def check_new_device(stubs, socket):
    capture, capture_grpc = stubs["capture"]
    control, control_grpc = stubs["control"]
    contribution, _ = stubs["contribution"]
    with grpc.insecure_channel(f"unix:{socket}") as channel:
        service = capture_grpc.CaptureServiceStub(channel)
        staff = control_grpc.ControlServiceStub(channel)
        request = capture.SubmitRequest(activity_id="a", prompt_id="b", words=contribution.Words(text="Hello"))
        calls = {
            "takes nothing": lambda: service.Submit(request, timeout=DEADLINE),
            "has nothing on": lambda: service.GetWhatsOn(capture.GetWhatsOnRequest(), timeout=DEADLINE),
            "has nobody to send to": lambda: staff.Flush(control.FlushRequest(), timeout=DEADLINE),
        }
        for name, call in calls.items():
            expect(f"a new device {name}", call, grpc.StatusCode.FAILED_PRECONDITION, "not-ready")
        status = staff.GetStatus(control.GetStatusRequest(), timeout=DEADLINE).status
        check("a new device says so", status.link == control.LINK_STATE_NONE and status.capacity > 0, status)


def check_full_device(stubs, socket):
    capture, capture_grpc = stubs["capture"]
    contribution, _ = stubs["contribution"]
    with grpc.insecure_channel(f"unix:{socket}") as channel:
        service = capture_grpc.CaptureServiceStub(channel)
        on = service.GetWhatsOn(capture.GetWhatsOnRequest(), timeout=DEADLINE).whats_on
        check("a full device says that it takes nothing", not on.accepting)
        request = capture.SubmitRequest(
            activity_id=on.activities[0].id,
            prompt_id=on.activities[0].prompts[0].id,
            words=contribution.Words(text="One more"),
        )
        submit = lambda: service.Submit(request, timeout=DEADLINE)
        expect("a full device refuses the newest", submit, grpc.StatusCode.RESOURCE_EXHAUSTED, "full")


def store_channel(address, credentials, role):
    def read(name):
        return read_file(os.path.join(credentials, role, name))

    secure = grpc.ssl_channel_credentials(read("authority.crt"), read("identity.key"), read("identity.crt"))
    options = [("grpc.ssl_target_name_override", "store.kiosk.internal")]
    return grpc.secure_channel(address, secure, options)


def check_store(stubs, address, credentials):
    collection, collection_grpc = stubs["collection"]
    enrolment, enrolment_grpc = stubs["enrolment"]
    delivery, delivery_grpc = stubs["delivery"]
    code = grpc.StatusCode
    services = [f"kiosk.v1.{name}Service" for name in ("Delivery", "Collection", "Enrolment")]
    with store_channel(address, credentials, "coordinator") as channel:
        check_reflection(channel, services, "the store")
        check_health(channel, "the store")
        service = collection_grpc.CollectionServiceStub(channel)
        items = list(service.Collect(collection.CollectRequest(), timeout=DEADLINE))
        sizes = {len(item.envelope) for item in items if item.WhichOneof("item") == "envelope"}
        check("a coordinator collects envelopes of one size", sizes == {4096}, sizes)
        rest = service.Collect(collection.CollectRequest(cursor=items[-1].cursor), timeout=DEADLINE)
        check("a collection goes on where it was", list(rest) == [])
        broken = lambda: list(service.Collect(collection.CollectRequest(cursor=b"x"), timeout=DEADLINE))
        expect("a cursor that is none", broken, code.INVALID_ARGUMENT, "invalid")
        invite = enrolment_grpc.EnrolmentServiceStub(channel).CreateInvitation
        expect(
            "a coordinator does not invite",
            lambda: invite(enrolment.CreateInvitationRequest(name="x"), timeout=DEADLINE),
            code.PERMISSION_DENIED,
            "denied",
        )
        deliver = delivery_grpc.DeliveryServiceStub(channel).Deliver
        expect(
            "a coordinator does not deliver",
            lambda: list(deliver(iter([delivery.DeliverRequest()]), timeout=DEADLINE)),
            code.PERMISSION_DENIED,
            "denied",
        )
    with store_channel(address, credentials, "staff") as channel:
        invite = enrolment_grpc.EnrolmentServiceStub(channel).CreateInvitation
        invitation = invite(enrolment.CreateInvitationRequest(name="Room 2"), timeout=DEADLINE)
        check("staff invite", len(invitation.invitation) == 39, invitation)
        service = collection_grpc.CollectionServiceStub(channel)
        roles = {entry.role for entry in service.ListFleet(collection.ListFleetRequest(), timeout=DEADLINE).entries}
        check("staff see the fleet", {"kiosk", "staff", "coordinator"} <= roles, roles)
        move = enrolment_grpc.EnrolmentServiceStub(channel).MoveDevice
        expect(
            "a device that nobody knows is not moved",
            lambda: move(enrolment.MoveDeviceRequest(name="nobody", room="Ward 2"), timeout=DEADLINE),
            code.NOT_FOUND,
            "not-found",
        )
        expect(
            "staff do not collect",
            lambda: list(service.Collect(collection.CollectRequest(), timeout=DEADLINE)),
            code.PERMISSION_DENIED,
            "denied",
        )
    with grpc.insecure_channel(address) as channel:
        service = collection_grpc.CollectionServiceStub(channel)
        plain = status_of(lambda: service.ListFleet(collection.ListFleetRequest(), timeout=DEADLINE))
        check("without TLS nothing is answered", plain[0] == code.UNAVAILABLE, plain)


def main():
    parser = argparse.ArgumentParser()
    for name in ("proto", "socket", "store", "credentials"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("pack", "strangers-pack", "new-socket", "full-socket"):
        parser.add_argument(f"--{name}")
    arguments = parser.parse_args()
    stubs = make_stubs(arguments.proto)
    check_device(stubs, arguments.socket)
    check_store(stubs, arguments.store, arguments.credentials)
    check_packs(stubs, arguments.socket, arguments.pack, arguments.strangers_pack)
    if arguments.new_socket:
        check_new_device(stubs, arguments.new_socket)
    if arguments.full_socket:
        check_full_device(stubs, arguments.full_socket)
    print(f"{len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
