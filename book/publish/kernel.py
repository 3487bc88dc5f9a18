"""Kernels that are reached through files of this machine: two that start at once cannot be given the same port."""

import socket
import tempfile
from pathlib import Path
from uuid import uuid4

from jupyter_client.manager import AsyncKernelManager
from traitlets import HasTraits, default


class ByFile(HasTraits):
    """For a manager of kernels: sockets of the file system, where there are any."""

    @default("transport")
    def _by_file(self):
        return "ipc" if hasattr(socket, "AF_UNIX") else "tcp"

    @default("ip")
    def _file(self):
        name = f"kernel-{uuid4().hex}"  # short: the path of a socket has room for about a hundred letters
        return str(Path(tempfile.gettempdir()) / name) if self.transport == "ipc" else "127.0.0.1"


class FileKernelManager(ByFile, AsyncKernelManager):
    """As nbclient starts kernels."""
