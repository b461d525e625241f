#!/usr/bin/env python3
"""Writes the types and limits of all request members, from the service's own model.

usage: python3 kinesis/requests.py > kinesis/src/main/resources/io/millrace/kinesis/request/requests.json

The model is the one that botocore comes with (pip install botocore). Run this again when the API grows.
"""
import json

import botocore.session

model = botocore.session.get_session().get_service_model("kinesis")
shapes = {}

# requests that may name a stream otherwise
NO_STREAM = ("DeregisterStreamConsumerInput", "DescribeStreamConsumerInput", "GetRecordsInput", "ListShardsInput")


def add(shape):
    if shape.name in shapes:
        return
    entry = {"type": shape.type_name}
    shapes[shape.name] = entry
    for limit in ("min", "max", "pattern", "enum"):
        if limit in shape.metadata:
            entry[limit] = shape.metadata[limit]
    if shape.type_name == "structure":
        entry["members"] = {name: member.name for name, member in sorted(shape.members.items())}
        entry["required"] = sorted(shape.required_members)
        stream = [name for name in ("StreamName", "StreamARN") if name in shape.members]
        if "StreamARN" in stream and "StreamARN" not in shape.required_members and shape.name not in NO_STREAM:
            entry["oneOf"] = stream
        parts = shape.members.values()
    elif shape.type_name == "list":
        entry["member"] = shape.member.name
        parts = [shape.member]
    elif shape.type_name == "map":
        entry["key"], entry["value"] = shape.key.name, shape.value.name
        parts = [shape.key, shape.value]
    else:
        parts = []
    for part in parts:
        add(part)


# what the service checks beyond its model
EXTRA = {"PositiveIntegerObject": {"max": 100000}, "RetentionPeriodHours": {"min": 1, "max": 8760}}

operations = {}
for name in sorted(model.operation_names):
    shape = model.operation_model(name).input_shape
    operations[name] = shape.name
    add(shape)
for name, limits in EXTRA.items():
    shapes[name].update(limits)
print(json.dumps({"operations": operations, "shapes": dict(sorted(shapes.items()))}, indent=1))
