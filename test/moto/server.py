"""moto, whose functions are run by whoever listens at FUNCTIONS_URL: moto itself needs Docker for that. Takes the port."""

import os
import sys
import urllib.request

from moto.awslambda.models import LambdaBackend
from moto.server import main


def invoke(self, function_name, qualifier, body, headers, response_headers):
    name = function_name.rsplit(":", 1)[-1]
    payload = body if isinstance(body, bytes) else (body or "{}").encode()
    request = urllib.request.Request(f"{os.environ['FUNCTIONS_URL']}/{name}", data=payload, method="POST")
    with urllib.request.urlopen(request) as answer:
        if answer.headers.get("x-function-error"):
            response_headers["x-amz-function-error"] = "Unhandled"
        return answer.read()


LambdaBackend.invoke = invoke
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
