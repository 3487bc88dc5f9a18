"""Kernels that are reached through files of this machine: two that start at once cannot be given the same port."""

import socket

from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class FileKernelManager(AsyncKernelManager):
    """As nbclient starts kernels, with sockets of the file system where there are any."""

    @default("transport")
    def _by_file(self):
        return "ipc" if hasattr(socket, "AF_UNIX") else "tcp"
